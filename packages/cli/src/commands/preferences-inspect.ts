import type { Command } from 'commander';

import { preferenceFileOptions, readPreferenceFile } from '../preferences/preference-file.js';
import type { CommandContext } from '../program.js';
import { formatPairs } from '../terminal/format-pairs.js';

/** `minorant preferences inspect`: what a file of comparisons holds. */
export function addPreferencesInspect(parent: Command, { terminal }: CommandContext): Command {
  const command = parent
    .command('inspect')
    .description(
      'Print what a file of comparisons holds: how many, of what kind, and what length alone would score.',
    )
    .argument('<file>', 'a .jsonl, .json, .csv (any of them gzipped) or .parquet file')
    .option('--json', 'one line of JSON on standard output');
  return preferenceFileOptions(command)
    .addHelpText('after', '\nExample:\n  minorant preferences inspect comparisons.jsonl.gz')
    .action(async (path: string, flags: { json?: boolean; format?: string; skipMalformed?: boolean }) => {
      terminal.json = flags.json === true;
      const source = await readPreferenceFile(path, flags);
      const { reportCard } = await import('@minorant/rlhf');
      const { records, skipped } = source;
      const noScores = records.map(({ candidates }) => candidates.map(() => 0));
      const { decided, longer, shorter, humanCeiling, categories } = reportCard(records, noScores);
      const found = {
        comparisons: records.length,
        skipped,
        prompts: new Set(records.map(({ group }) => group)).size,
        // One after the other: a call takes fewer arguments than a file has rows.
        mostCandidates: records.reduce((most, { candidates }) => Math.max(most, candidates.length), 0),
        decided,
        withVotes: records.filter(({ votes }) => votes).length,
        withMargin: records.filter(({ margin }) => margin !== undefined).length,
        longerWins: longer,
        shorterWins: shorter,
        humanCeiling: humanCeiling ?? null,
        categories: Object.fromEntries(
          Object.entries(categories).map(([name, category]) => [name, category.decided]),
        ),
      };
      const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
      terminal.print(
        formatPairs([
          ['comparisons', `${found.comparisons} (${skipped} malformed rows skipped)`],
          ['prompts', String(found.prompts)],
          ['candidates', `up to ${found.mostCandidates}`],
          ['decided', `${decided}; the others have no one best candidate`],
          ['with votes', String(found.withVotes)],
          [
            'length alone',
            decided === 0
              ? 'nothing is decided'
              : `the longer wins ${share(longer)}, the shorter ${share(shorter)}`,
          ],
          ...(humanCeiling === undefined ? [] : [['human ceiling', share(humanCeiling)] as [string, string]]),
          ...Object.entries(found.categories).map(
            ([name, count]) => [`  ${name}`, String(count)] as [string, string],
          ),
        ]),
      );
      if (flags.json) terminal.result(found);
    });
}
