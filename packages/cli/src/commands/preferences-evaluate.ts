import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';

import {
  preferenceFileOptions,
  readPreferenceFile,
  type PreferenceFileFlags,
} from '../preferences/preference-file.js';
import { withTextReward } from '../preferences/with-text-reward.js';
import type { CommandContext } from '../program.js';
import { makeParent } from '../run/make-parent.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatPairs } from '../terminal/format-pairs.js';
import { formatTable } from '../terminal/format-table.js';

interface EvaluateFlags extends PreferenceFileFlags {
  readonly model: string;
  readonly data: string;
  readonly plot?: string;
  readonly json?: boolean;
}

/** `minorant preferences evaluate`: the report card of a trained reward on a file of comparisons. */
export function addPreferencesEvaluate(parent: Command, { terminal }: CommandContext): Command {
  const command = parent
    .command('evaluate')
    .description(
      'Print the report card of a trained reward on comparisons: accuracy, calibration, length, subsets.',
    )
    .requiredOption('--model <folder>', 'what `preferences train` has written')
    .requiredOption('--data <file>', 'the comparisons')
    .option('--plot <file>', 'also write a reliability plot (SVG)')
    .option('--json', 'one line of JSON on standard output');
  return preferenceFileOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  minorant preferences evaluate --model models/first --data test.jsonl --json',
    )
    .action(async (flags: EvaluateFlags) => {
      terminal.json = flags.json === true;
      const { records, skipped } = await readPreferenceFile(flags.data, flags);
      const { candidateText, reliabilityPlot, reportCard, rewardBench } = await import('@minorant/rlhf');
      const { card, bench } = await withTextReward(resolve(flags.model), async (model) => {
        const scores = await model.score(records.flatMap(({ candidates }) => candidates.map(candidateText)));
        let at = 0;
        const own = records.map(({ candidates }) => scores.slice(at, (at += candidates.length)));
        return { card: reportCard(records, own), bench: rewardBench(records, own) };
      });
      const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
      // Without a best candidate anywhere there is nothing to be right or wrong about.
      const decided = (text: string): string => (card.decided === 0 ? 'nothing is decided' : text);
      terminal.print(
        formatPairs([
          [
            'comparisons',
            `${card.count}, ${card.decided} of them decided (${skipped} malformed rows skipped)`,
          ],
          ['accuracy', decided(`${share(card.accuracy)} (95 %: ${card.interval.map(share).join(' to ')})`)],
          [
            'length alone',
            decided(`the longer wins ${share(card.longer)}, the shorter ${share(card.shorter)}`),
          ],
          ...(card.humanCeiling === undefined
            ? []
            : [['human ceiling', share(card.humanCeiling)] as [string, string]]),
          ['negative log-likelihood', formatNumber(card.negativeLogLikelihood)],
          [
            'calibration error',
            card.calibrationError === undefined ? 'none' : formatNumber(card.calibrationError),
          ],
          ['Brier score', formatNumber(card.brier)],
          ['margin', decided(formatNumber(card.margin))],
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
      const sections = Object.entries(bench.sections);
      if (sections.length > 0) {
        terminal.print(
          formatTable(
            ["RewardBench's section", 'accuracy', 'subsets without pairs here'],
            sections.map(([name, { accuracy, missing }]) => [
              name,
              share(accuracy),
              missing.join(', ') || 'none',
            ]),
          ),
        );
      }
      if (flags.plot !== undefined) {
        makeParent(flags.plot);
        await writeFile(flags.plot, reliabilityPlot(card, basename(flags.data)));
        terminal.print(`Reliability plot: ${flags.plot}`);
      }
      if (flags.json) terminal.result({ ...card, ...(sections.length > 0 && { rewardBench: bench }) });
    });
}
