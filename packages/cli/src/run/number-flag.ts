import { errors } from '../errors.js';

/** The whole number of a flag that no schema checks. */
export function numberFlag(command: string, name: string, given: string, least: number): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw errors.MNR_CLI_USAGE({
    message: `--${name} is ${given}; a whole number from ${least} up was expected.`,
    command: `minorant ${command}`,
  });
}
