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
    const record = parseRecord(text);
    if (record) records.push(record);
    else problem = { line, problem: `no row of metrics (${isJson(text) ? 'wrong keys' : 'not JSON'})` };
  }
  return records;
}

/** A row of metrics without the numbers that were not finite; undefined for a text that is none. */
export function parseRecord(text: string): MetricRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { step, iteration, seconds, ...values } = parsed.data;
  const finite = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== null);
  return { step, iteration, seconds, values: Object.fromEntries(finite) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
