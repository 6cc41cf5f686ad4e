import { resolve } from 'node:path';
import type { Command } from 'commander';

import {
  preferenceFileOptions,
  readPreferenceFile,
  type PreferenceFileFlags,
} from '../preferences/preference-file.js';
import { withTextReward } from '../preferences/with-text-reward.js';
import type { CommandContext } from '../program.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatPairs } from '../terminal/format-pairs.js';
import { formatTable } from '../terminal/format-table.js';

/** `minorant preferences evaluate`: the report card of a trained reward on a file of comparisons. */
export function addPreferencesEvaluate(parent: Command, { terminal }: CommandContext): Command {
  const command = parent
    .command('evaluate')
    .description(
      'Print the report card of a trained reward on comparisons: accuracy, calibration, length, subsets.',
    )
    .requiredOption('--model <folder>', 'what `preferences train` has written')
    .requiredOption('--data <file>', 'the comparisons')
    .option('--json', 'one line of JSON on standard output');
  return preferenceFileOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  minorant preferences evaluate --model models/first --data test.jsonl --json',
    )
    .action(async (flags: PreferenceFileFlags & { model: string; data: string; json?: boolean }) => {
      terminal.json = flags.json === true;
      const { records, skipped } = await readPreferenceFile(flags.data, flags);
      const { candidateText, reportCard } = await import('@minorant/rlhf');
      const card = await withTextReward(resolve(flags.model), async (model) => {
        const scores = await model.score(records.flatMap(({ candidates }) => candidates.map(candidateText)));
        let at = 0;
        return reportCard(
          records,
          records.map(({ candidates }) => scores.slice(at, (at += candidates.length))),
        );
      });
      const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
      terminal.print(
        formatPairs([
          [
            'comparisons',
            `${card.count}, ${card.decided} of them decided (${skipped} malformed rows skipped)`,
          ],
          ['accuracy', `${share(card.accuracy)} (95 %: ${card.interval.map(share).join(' to ')})`],
          ['length alone', `the longer wins ${share(card.longer)}, the shorter ${share(card.shorter)}`],
          ...(card.humanCeiling === undefined
            ? []
            : [['human ceiling', share(card.humanCeiling)] as [string, string]]),
          ['negative log-likelihood', formatNumber(card.negativeLogLikelihood)],
          ['calibration error', formatNumber(card.calibrationError)],
          ['Brier score', formatNumber(card.brier)],
          ['margin', formatNumber(card.margin)],
        ]),
      );
      terminal.print(
        formatTable(
          ['predicted', 'comparisons', 'mean', 'observed'],
          card.reliability
            .filter(({ count }) => count > 0)
            .map(({ from, to, count, predicted, observed }) => [
              `${from} to ${to}`,
              count,
              predicted.toFixed(3),
              observed.toFixed(3),
            ]),
        ),
      );
      const categories = Object.entries(card.categories);
      if (categories.length > 0) {
        terminal.print(
          formatTable(
            ['subset', 'decided', 'accuracy'],
            categories.map(([name, { decided, accuracy }]) => [name, decided, share(accuracy)]),
          ),
        );
      }
      if (flags.json) terminal.result(card);
    });
}
