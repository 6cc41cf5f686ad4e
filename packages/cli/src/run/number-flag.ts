import { errors } from '../errors.js';

/** The whole number of a flag that no schema checks. */
export function numberFlag(
  command: string,
  name: string,
  given: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} up` : `${least} to ${most}`;
  throw errors.MNR_CLI_USAGE({
    message: `--${name} is ${given}; a whole number from ${range} was expected.`,
    command: `minorant ${command}`,
  });
}
