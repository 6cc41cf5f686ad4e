import { writeSync } from 'node:fs';

import { errors } from '../errors.js';
import { fileProblem } from './file-error.js';
import { exitCodeOf, formatError } from './print-error.js';

/**
 * Says at the end of the process that some of its output is lost, and makes its exit code one of failure: whoever reads
 * what was printed must not take a part for the whole.
 */
export function reportLostOutput(lost: () => Error | undefined): void {
  process.once('exit', (code) => {
    const error = lost();
    if (!error) return;
    const shown = errors.MNR_CLI_OUTPUT({ problem: fileProblem(error) ?? error.message }, error);
    if (code === 0) process.exitCode = exitCodeOf(shown);
    try {
      // Streams write nothing more at this point.
      writeSync(2, `${formatError(shown, { stack: false })}\n`);
    } catch {
      // Standard error is what cannot be written: the exit code alone tells it.
    }
  });
}
