import type { Space } from '@minorant/core';

import { spaceToJson } from './space-json.js';

/** Whether two spaces have the same form, bounds, element types and order of keys. */
export function spacesEqual(a: Space, b: Space): boolean {
  return JSON.stringify(spaceToJson(a)) === JSON.stringify(spaceToJson(b));
}
