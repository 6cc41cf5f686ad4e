import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { MetricRecord } from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';

const recordSchema = z
  .object({ step: z.number(), iteration: z.number(), seconds: z.number() })
  .catchall(z.number().nullable());

/**
 * The metrics that a run wrote as JSON lines; none for a run without that file. A last line that was cut off (a run
 * that was killed while it wrote) is left out; any other line that cannot be read is an error.
 *
 * @throws MinorantError `MNR_CLI_METRICS`
 */
export async function readMetrics(path: string): Promise<readonly MetricRecord[]> {
  if (!existsSync(path)) return [];
  const records: MetricRecord[] = [];
  let problem: { line: number; problem: string } | undefined;
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (problem) throw errors.MNR_CLI_METRICS({ path, ...problem });
    if (text.trim() === '') continue;
    try {
      const { step, iteration, seconds, ...values } = recordSchema.parse(JSON.parse(text));
      const finite = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== null);
      records.push({ step, iteration, seconds, values: Object.fromEntries(finite) });
    } catch (error) {
      problem = {
        line,
        problem: `no row of metrics (${error instanceof SyntaxError ? 'not JSON' : 'wrong keys'})`,
      };
    }
  }
  return records;
}
