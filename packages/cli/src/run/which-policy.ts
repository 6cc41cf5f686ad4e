import { errors } from '../errors.js';

/** Checks a `--which` flag. */
export function whichPolicy(command: string, given: string): 'final' | 'best' {
  if (given === 'final' || given === 'best') return given;
  throw errors.MNR_CLI_USAGE({
    message: `--which is ${given}; final or best was expected.`,
    command: `minorant ${command}`,
  });
}
