import { z } from 'zod';

import type { MetricRecord, MetricSinkV1 } from '../contracts/metric-sink/v1.js';
import { defineComponent } from '../plugins/component.js';
import { extensionPoints } from '../plugins/extension-point.js';

const WIDTH = 12;

/** Options of the `console` sink. */
export const consoleSinkOptions = z.strictObject({
  columns: z
    .array(z.string())
    .default([
      'rollout/ep_rew_mean',
      'eval/mean_reward',
      'reward/gap',
      'trust_region/change',
      'trust_region/coefficient',
    ])
    .describe('Metrics that are shown, as far as the run has them'),
  every: z.int().positive().default(1).describe('Iterations between lines'),
  stream: z.enum(['stderr', 'stdout']).default('stderr').describe('Where the lines go'),
});

/** One short line for each record, under a heading that comes again when the columns change. */
export class ConsoleSink implements MetricSinkV1 {
  readonly specificationVersion = 'v1';
  readonly #options: z.output<typeof consoleSinkOptions>;
  readonly #print: (line: string) => void;
  readonly #seen = new Set<string>();
  #heading = '';

  constructor(
    options: z.output<typeof consoleSinkOptions>,
    print = (line: string): void => void process[options.stream].write(`${line}\n`),
  ) {
    this.#options = options;
    this.#print = print;
  }

  write({ step, iteration, seconds, values }: MetricRecord): void {
    const isDue = iteration % this.#options.every === 0;
    if (!isDue && !('eval/mean_reward' in values)) return;
    // Columns once seen stay, so that a metric of some iterations only (an evaluation) does not break the table.
    for (const name of Object.keys(values)) this.#seen.add(name);
    const columns = this.#options.columns.filter((name) => this.#seen.has(name));
    const heading = ['step', 'iteration', 'seconds', ...columns.map(shortName)].map((name) =>
      name.padStart(WIDTH),
    );
    if (heading.join('') !== this.#heading) {
      this.#heading = heading.join('');
      this.#print(this.#heading);
    }
    const cells = [String(step), String(iteration), seconds.toFixed(1)];
    for (const name of columns) cells.push(name in values ? formatValue(values[name]!) : '');
    this.#print(cells.map((cell) => cell.padStart(WIDTH)).join(''));
  }

  close(): void {
    // Lines are out when write ends.
  }
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1).slice(0, WIDTH - 1);
}

function formatValue(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : value.toPrecision(5);
}

/** `console` as a plugin component. */
export const consoleSink = defineComponent(extensionPoints.metricSink, {
  id: 'console',
  description: 'A line on the terminal for each record.',
  optionsSchema: consoleSinkOptions,
  create: (options) => new ConsoleSink(options),
});
