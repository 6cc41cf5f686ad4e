import { readFile } from 'node:fs/promises';

import type { Episode } from '@minorant/core';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import { z } from 'zod';

/** One row of the table: blobs are little-endian doubles. */
const row = z.object({
  episode: z.int().nonnegative(),
  observation: z.instanceof(Uint8Array),
  action: z.instanceof(Uint8Array),
  reward: z.number(),
  next_observation: z.instanceof(Uint8Array),
  terminated: z.literal([0, 1]),
  truncated: z.literal([0, 1]),
});
type Row = z.output<typeof row>;

/**
 * Reads all episodes of a table with one row for each step, ordered by `episode` and `step`.
 *
 * @throws Error naming file, table and row when something is missing or of another kind.
 */
export async function readEpisodes(path: string, table: string): Promise<Episode[]> {
  const { Database } = await initSqlJs();
  const database = new Database(await readFile(path));
  try {
    const episodes = new Map<number, Row[]>();
    for (const [i, value] of select(database, path, table).entries()) {
      const parsed = row.safeParse(value);
      if (!parsed.success) {
        throw new Error(`${path}: row ${i + 1} of ${table} is no step: ${z.prettifyError(parsed.error)}`);
      }
      const steps = episodes.get(parsed.data.episode);
      if (steps) steps.push(parsed.data);
      else episodes.set(parsed.data.episode, [parsed.data]);
    }
    return [...episodes].map(([id, steps]) => toEpisode(path, id, steps));
  } finally {
    database.close();
  }
}

function select(database: Database, path: string, table: string): Record<string, SqlValue>[] {
  const columns = Object.keys(row.shape).join(', ');
  const rows: Record<string, SqlValue>[] = [];
  try {
    const statement = database.prepare(`SELECT ${columns} FROM "${table}" ORDER BY episode, step`);
    while (statement.step()) rows.push(statement.getAsObject());
    statement.free();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: cannot read the steps from the table ${table}: ${problem}`, { cause: error });
  }
  return rows;
}

function toEpisode(path: string, id: number, steps: readonly Row[]): Episode {
  const last = steps.at(-1)!;
  const observationSize = last.observation.length / 8;
  const actionSize = last.action.length / 8;
  const length = steps.length;
  const observations = new Float64Array((length + 1) * observationSize);
  const actions = new Float64Array(length * actionSize);
  for (const [i, { observation, action, next_observation: next }] of steps.entries()) {
    const sizes = [observation.length, next.length, action.length];
    if (sizes.join() !== [last.observation.length, last.observation.length, last.action.length].join()) {
      throw new Error(`${path}: the steps of episode ${id} differ in size.`);
    }
    observations.set(doubles(observation), i * observationSize);
    actions.set(doubles(action), i * actionSize);
  }
  observations.set(doubles(last.next_observation), length * observationSize);
  return {
    ...{ id, length, observationSize, actionSize, observations, actions },
    rewards: Float64Array.from(steps, ({ reward }) => reward),
    terminations: Uint8Array.from(steps, ({ terminated }) => terminated),
    truncations: Uint8Array.from(steps, ({ truncated }) => truncated),
  };
}

/** The numbers of a blob; copied, since blobs need not lie on a multiple of eight. */
function doubles(blob: Uint8Array): Float64Array {
  return new Float64Array(blob.slice().buffer);
}
