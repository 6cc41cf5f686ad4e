import { InvalidArgumentError } from 'commander';

/**
 * The folder of a flag. An empty name, that of a shell's unset variable, would mean the working directory.
 *
 * @throws InvalidArgumentError of commander, which becomes `MNR_CLI_USAGE`.
 */
export function folderName(given: string): string {
  if (given.trim() === '') throw new InvalidArgumentError('The name of the folder is empty.');
  return given;
}
