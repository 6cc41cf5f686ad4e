import { readFile } from 'node:fs/promises';

import {
  defineComponent,
  episodeSchema,
  extensionPoints,
  ListDataSource,
  type Episode,
} from '@minorant/core';
import { z } from 'zod';

const options = z.strictObject({
  // A key of this name is taken relative to the configuration's folder, and has to exist.
  path: z.string().min(1).describe('JSON Lines: one object for each step'),
});

const step = z.strictObject({
  episode: z.int().nonnegative(),
  observation: z.array(z.number()).min(1),
  action: z.array(z.number()).min(1),
  reward: z.number(),
  /** What the action led to; only read of the last step of an episode. */
  next: z.array(z.number()).min(1),
  terminated: z.boolean(),
});
type Step = z.output<typeof step>;

/** Episodes of a JSON Lines file with one object for each step, in their order. */
export async function readTemplateName(path: string): Promise<ListDataSource<Episode>> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const episodes = new Map<number, Step[]>();
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = step.safeParse(parse(line));
    if (!parsed.success) throw new Error(`${path}, line ${i + 1}: ${z.prettifyError(parsed.error)}`);
    const steps = episodes.get(parsed.data.episode) ?? [];
    episodes.set(parsed.data.episode, [...steps, parsed.data]);
  }
  const items = [...episodes].map(([id, steps]) => toEpisode(path, id, steps));
  if (items.length === 0) throw new Error(`${path} holds no episode.`);
  return new ListDataSource({ name: path, items, schema: episodeSchema });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function toEpisode(path: string, id: number, steps: readonly Step[]): Episode {
  const last = steps.at(-1)!;
  const isAsLong = ({ observation, next, action }: Step): boolean =>
    [observation, next].every(({ length }) => length === last.observation.length) &&
    action.length === last.action.length;
  if (!steps.every(isAsLong)) {
    throw new Error(`${path}: the steps of episode ${id} differ in size.`);
  }
  return {
    id,
    length: steps.length,
    observationSize: last.observation.length,
    actionSize: last.action.length,
    // One row more than actions: where the last action led.
    observations: Float64Array.from([...steps.flatMap(({ observation }) => observation), ...last.next]),
    actions: Float64Array.from(steps.flatMap(({ action }) => action)),
    rewards: Float64Array.from(steps, ({ reward }) => reward),
    terminations: Uint8Array.from(steps, ({ terminated }) => (terminated ? 1 : 0)),
    truncations: Uint8Array.from(steps, (of) => (of === last && !of.terminated ? 1 : 0)),
  };
}

export const templateNameComponent = defineComponent(extensionPoints.dataSource, {
  id: 'template-name',
  description: 'Episodes of a JSON Lines file, one object for each step.',
  optionsSchema: options,
  create: ({ path }) => readTemplateName(path),
});
