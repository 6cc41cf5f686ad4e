import { resolve } from 'node:path';
import { pipeline, type PipelineOptions } from '@minorant/core';
import type { ScoreStatistics } from '@minorant/rlhf';
import type { Command } from 'commander';

import { setValue } from '../configuration/set-value.js';
import {
  preferenceFileOptions,
  readPreferenceFile,
  type PreferenceFileFlags,
} from '../preferences/preference-file.js';
import { writeTextModel } from '../preferences/write-text-model.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { folderName } from '../run/folder-name.js';
import { howToGoOn } from '../run/how-to-go-on.js';
import { numberFlag } from '../run/number-flag.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { catchStopSignals } from '../run/stop-signals.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatPairs } from '../terminal/format-pairs.js';

interface TrainFlags extends PreferenceFileFlags {
  readonly data: string;
  readonly out: string;
  readonly seed: string;
  readonly epochs: string;
  readonly encoder: string;
  readonly reward?: string;
  readonly trustRegion: string;
  readonly set: readonly string[];
  readonly eager?: boolean;
  readonly json?: boolean;
}

/** `minorant preferences train`: a reward over texts from a file of comparisons. */
export function addPreferencesTrain(parent: Command, { terminal, exit }: CommandContext): Command {
  const command = parent
    .command('train')
    .description('Learn a reward over texts from a file of comparisons.')
    .requiredOption('--data <file>', 'the comparisons')
    .requiredOption('--out <folder>', 'where the model and its run are written: empty or absent', folderName)
    .option('--seed <number>', 'seeds everything', '0')
    .option('--epochs <number>', 'updates; each goes through the data once', '5')
    .option('--encoder <id>', 'what turns texts into vectors: ngrams, use-lite, joined, or another', 'ngrams')
    .option('--reward <id>', 'the reward model (default: features for texts, mlp for segments of episodes)')
    .option('--trust-region <id>', 'what limits each update', 'none')
    .option('--set <path=value...>', 'any key of the configuration: --set algorithm.learningRate=0.05', [])
    .option('--eager', 'plain tfjs instead of compiled graphs')
    .option('--json', 'end standard output with one line of JSON');
  return preferenceFileOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  minorant preferences train --data comparisons.jsonl --out models/first
  minorant preferences train --data comparisons.jsonl --out models/stream --epochs 18 \\
    --trust-region adaptive-l2 --set algorithm.rounds=18 --set trustRegion.target=0.15`,
    )
    .action(async (flags: TrainFlags) => {
      terminal.json = flags.json === true;
      const output = resolve(flags.out);
      const { records } = await readPreferenceFile(flags.data, flags);
      const isText = records[0]!.candidates[0]!.kind !== 'segment';
      const asked: Record<string, unknown> = {
        seed: numberFlag('preferences train', 'seed', flags.seed, 0),
        algorithm: { id: 'bradley-terry', batchSize: 64, learningRate: 0.1 },
        preferences: {
          id: 'file',
          path: resolve(flags.data),
          onMalformed: flags.skipMalformed ? 'skip' : 'error',
          ...(flags.format !== undefined && { format: flags.format }),
        },
        ...(isText && {
          textEncoder: flags.encoder === 'ngrams' ? { id: 'ngrams', order: 1 } : { id: flags.encoder },
        }),
        reward: flags.reward
          ? { id: flags.reward }
          : isText
            ? { id: 'features' }
            : { id: 'mlp', inputs: ['observation', 'action'] },
        trustRegion: { id: flags.trustRegion },
        budget: { iterations: numberFlag('preferences train', 'epochs', flags.epochs, 1) },
        evaluation: false,
        execution: flags.eager ? 'eager' : 'compiled',
        output,
      };
      const configuration = flags.set.reduce(setValue, asked);
      const signals = catchStopSignals((text) => terminal.note(text));
      try {
        const run = await pipeline(configuration as unknown as PipelineOptions, {
          plugins: await builtInPlugins(),
          onConfiguration: startBackendFor,
          onWarning: (message) => terminal.note(`Warning: ${message}`),
        });
        try {
          const { signal, interrupt } = signals;
          const { stopped, metrics, seconds, iterations } = await run.train({ signal, interrupt });
          const whole = stopped !== 'aborted';
          const statistics = whole ? await writeTextModel(run) : undefined;
          terminal.print(
            formatPairs([
              ['updates', `${iterations} in ${seconds.toFixed(1)} s`],
              ...Object.entries(metrics).map(
                ([name, value]) => [name, formatNumber(value)] as [string, string],
              ),
              ...(statistics ? [scoresOf(statistics)] : []),
              ...(whole ? [['model', output] as [string, string]] : []),
            ]),
          );
          const model = whole ? output : null;
          if (flags.json) terminal.result({ model, stopped, seconds, iterations, metrics, statistics });
          if (!whole) terminal.note(howToGoOn(run, { stopped }, output));
          const code = signals.exitCode();
          if (code !== undefined) exit(code);
        } finally {
          await run.dispose();
        }
      } finally {
        signals.release();
      }
    });
}

const scoresOf = ({ mean, std }: ScoreStatistics): [string, string] => [
  'scores',
  `mean ${formatNumber(mean)}, deviation ${formatNumber(std)}`,
];
