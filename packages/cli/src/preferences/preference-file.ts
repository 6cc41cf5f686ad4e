import type { PreferenceSource } from '@minorant/rlhf';
import type { Command } from 'commander';

/** The flags with which a file of comparisons is read. */
export interface PreferenceFileFlags {
  readonly format?: string;
  readonly skipMalformed?: boolean;
}

/** Adds them to a command. */
export function preferenceFileOptions(command: Command): Command {
  return command
    .option('--format <id>', 'what the columns mean (default: found from the first row)')
    .option('--skip-malformed', 'skip and count malformed rows instead of stopping at the first');
}

/** Reads a file of comparisons. */
export async function readPreferenceFile(
  path: string,
  { format, skipMalformed }: PreferenceFileFlags,
): Promise<PreferenceSource> {
  const { readPreferences } = await import('@minorant/rlhf');
  return readPreferences(path, {
    onMalformed: skipMalformed ? 'skip' : 'error',
    ...(format !== undefined && { format }),
  });
}
