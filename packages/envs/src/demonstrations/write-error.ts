import { MinorantError } from '@minorant/core';

import { demonstrationErrors } from './errors.js';

/** Whatever went wrong while `path` was written, as an error that names it. */
export function writeError(path: string, error: unknown): MinorantError {
  if (MinorantError.isInstance(error)) return error;
  return demonstrationErrors.MNR_DEMONSTRATIONS_WRITE({ path, reason: String(error) }, error);
}
