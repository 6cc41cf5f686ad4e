import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import type { MetricRecord, MetricSinkV1 } from '../contracts/metric-sink/v1.js';
import { defineComponent } from '../plugins/component.js';
import { extensionPoints } from '../plugins/extension-point.js';
import { appendWhole } from './append-whole.js';
import { fileName, outputFile } from './output-file.js';
import { tensorboardRecord, type TensorboardEvent } from './tensorboard-event.js';

/**
 * Metrics as TensorBoard's event files: scalars over environment steps, or over iterations where an algorithm takes none.
 * A resumed run writes another file that begins with a restart, at which TensorBoard forgets what the killed run had
 * written beyond the checkpoint.
 */
export class TensorboardSink implements MetricSinkV1 {
  readonly specificationVersion = 'v1';
  readonly #folder: string;
  readonly #now: () => number;
  #path: string | undefined;
  #isResumed = false;

  /** `now` gives seconds since 1970. */
  constructor(folder: string, now = () => Date.now() / 1000) {
    this.#folder = folder;
    this.#now = now;
  }

  async write({ step: steps, iteration, values }: MetricRecord): Promise<void> {
    const step = steps > 0 ? steps : iteration;
    const events: TensorboardEvent[] = [];
    const wallTime = this.#now();
    let path = this.#path;
    if (path === undefined) {
      await mkdir(this.#folder, { recursive: true });
      const start = String(Math.floor(wallTime)).padStart(10, '0');
      path = join(this.#folder, `events.out.tfevents.${start}.${hostname()}.${process.pid}.minorant`);
      events.push({ wallTime, fileVersion: 'brain.Event:2' });
      if (this.#isResumed) events.push({ wallTime, step, isRestart: true });
    }
    events.push({ wallTime, step, scalars: values });
    await appendWhole(path, Buffer.concat(events.map(tensorboardRecord)));
    this.#path = path;
  }

  /** Whatever the iteration: one that begins anew also follows what a killed run had written. */
  rewind(): void {
    this.#isResumed = true;
  }

  close(): void {
    // Every event is on its way to the disk when write ends.
  }
}

/** `tensorboard` as a plugin component. */
export const tensorboardSink = defineComponent(extensionPoints.metricSink, {
  id: 'tensorboard',
  description: "TensorBoard's event files: tensorboard --logdir on the run's folder shows them.",
  optionsSchema: z.strictObject({
    folder: fileName.default('tensorboard').describe("Folder in the run's folder"),
  }),
  create: ({ folder }, context) => new TensorboardSink(outputFile('tensorboard', folder, context)),
});
