import { numberFlag } from './number-flag.js';

/** The port of a flag; 0 for any free one. */
export function portFlag(command: string, given: string): number {
  return numberFlag(command, 'port', given, 0, 65_535);
}
