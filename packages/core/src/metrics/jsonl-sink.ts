import { z } from 'zod';

import type { MetricRecord, MetricSinkV1 } from '../contracts/metric-sink/v1.js';
import { defineComponent } from '../plugins/component.js';
import { extensionPoints } from '../plugins/extension-point.js';
import { appendWhole } from './append-whole.js';
import { keepLines } from './keep-lines.js';
import { fileName, outputFile } from './output-file.js';

/** Metrics as JSON Lines: one object for each record, `step`, `iteration`, `seconds` and the metrics by their names. */
export class JsonlSink implements MetricSinkV1 {
  readonly specificationVersion = 'v1';
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async write({ step, iteration, seconds, values }: MetricRecord): Promise<void> {
    await appendWhole(this.#path, `${JSON.stringify({ step, iteration, seconds, ...values })}\n`);
  }

  /** Also drops a last line that a killed run left unfinished. */
  async rewind(iteration: number): Promise<void> {
    await keepLines(this.#path, (line) => isUpTo(line, iteration));
  }

  close(): void {
    // Every record is on its way to the disk when write ends.
  }
}

function isUpTo(line: string, iteration: number): boolean {
  try {
    return (JSON.parse(line) as { iteration: number }).iteration <= iteration;
  } catch {
    return false;
  }
}

/** `jsonl` as a plugin component. */
export const jsonlSink = defineComponent(extensionPoints.metricSink, {
  id: 'jsonl',
  description: 'JSON Lines: one object for each record.',
  optionsSchema: z.strictObject({
    file: fileName.default('metrics.jsonl').describe("File in the run's folder"),
  }),
  create: ({ file }, context) => new JsonlSink(outputFile('jsonl', file, context)),
});
