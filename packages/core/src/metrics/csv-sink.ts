import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import type { MetricRecord, MetricSinkV1 } from '../contracts/metric-sink/v1.js';
import { errors } from '../errors.js';
import { defineComponent } from '../plugins/component.js';
import { extensionPoints } from '../plugins/extension-point.js';
import { replaceFile } from '../snapshots/durable-files.js';
import { appendWhole } from './append-whole.js';
import { fileName, outputFile } from './output-file.js';

const FIXED = ['step', 'iteration', 'seconds'];

/**
 * Metrics as CSV (RFC 4180). A metric that appears later adds a column at the end: the file is written anew, with empty
 * cells in the rows before. A metric that is absent from a record leaves its cell empty; it is never carried forward.
 */
export class CsvSink implements MetricSinkV1 {
  readonly specificationVersion = 'v1';
  readonly #path: string;
  #columns: string[] | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async write({ step, iteration, seconds, values }: MetricRecord): Promise<void> {
    const row: Readonly<Record<string, number>> = { step, iteration, seconds, ...values };
    const before = this.#columns ?? FIXED;
    const added = Object.keys(row).filter((name) => !before.includes(name));
    if (added.length > 0 || !this.#columns) {
      const columns = [...before, ...added];
      const text = await this.#text();
      // What this sink has neither begun nor rewound must not be lost.
      if (!this.#columns && text !== '') throw this.#refusal('it was there before');
      const lines = dataLines(text);
      const padding = ','.repeat(added.length);
      await replaceFile(
        this.#path,
        [header(columns), ...lines.map((line) => line + padding)].join('\n') + '\n',
      );
      this.#columns = columns;
    }
    const cells = this.#columns.map((name) => (name in row ? String(row[name]) : ''));
    await appendWhole(this.#path, `${cells.join(',')}\n`);
  }

  /**
   * Also drops a last line that a killed run left unfinished.
   *
   * @throws MinorantError `MNR_METRIC_FILE` when the file is not what the sink wrote.
   */
  async rewind(iteration: number): Promise<void> {
    const text = await this.#text();
    if (text === '') return;
    const columns = parseHeader(text.slice(0, text.indexOf('\n')));
    if (FIXED.some((name, i) => columns[i] !== name)) {
      throw this.#refusal(`its first columns are not ${FIXED.join(', ')}`);
    }
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const kept = dataLines(whole).filter((line) => {
      const cells = line.split(',');
      return cells.length === columns.length && Number(cells[1]) <= iteration;
    });
    await replaceFile(this.#path, [header(columns), ...kept].join('\n') + '\n');
    this.#columns = columns;
  }

  /** What the file holds; nothing when there is none. */
  async #text(): Promise<string> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }

  #refusal(problem: string): Error {
    return errors.MNR_METRIC_FILE({ path: this.#path, problem });
  }

  close(): void {
    // Every record is on its way to the disk when write ends.
  }
}

function dataLines(text: string): string[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
}

function header(columns: readonly string[]): string {
  return columns.map((name) => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(',');
}

function parseHeader(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
}

/** `csv` as a plugin component. */
export const csvSink = defineComponent(extensionPoints.metricSink, {
  id: 'csv',
  description: 'A table with a column for each metric.',
  optionsSchema: z.strictObject({
    file: fileName.default('metrics.csv').describe("File in the run's folder"),
  }),
  create: ({ file }, context) => new CsvSink(outputFile('csv', file, context)),
});
