import { statSync } from 'node:fs';
import type { Episode, Preference } from '@minorant/core';
import type { File } from 'h5wasm/node';

import { segmentOf } from '../segments/sample-segments.js';

/** Comparisons of segments of the episodes in one HDF5 file. Close it when done. */
export interface SegmentFile {
  /** Comparisons in the file. */
  readonly count: number;
  /** Reads one; throws a plain `Error` with a reason where it is malformed. */
  read(row: number): Preference;
  close(): void;
}

/** `[comparisons, candidates]` each: the number of the episode, its first step, steps, how likely each is the best. */
const tables = ['episodes', 'starts', 'lengths', 'probabilities'] as const;
const place = 'preferences';

/**
 * Opens an HDF5 file of episodes in Minari's layout (groups `episode_0`, `episode_1`, ...) that has a group `preferences`
 * besides: datasets `episodes`, `starts`, `lengths` and `probabilities`, each `[comparisons, candidates]`, and `groups`
 * (`[comparisons]`), where splits should keep comparisons together.
 *
 * Throws a plain `Error` with a reason for any other file.
 */
export async function openSegmentFile(path: string): Promise<SegmentFile> {
  const { default: h5wasm } = await import('h5wasm/node');
  const module = await h5wasm.ready;
  /** HDF5 prints what goes wrong, unless it is told to throw it. */
  const guarded = <T>(read: () => T): T => {
    module.activate_throwing_error_handler();
    try {
      return read();
    } catch (error) {
      throw innermost(error);
    } finally {
      module.deactivate_throwing_error_handler();
    }
  };
  const file = guarded(() => new h5wasm.File(path, 'r'));
  try {
    // Deflate packs at most 1032 to 1: more numbers than that are a damaged header.
    const numbers = numbersOf(file, 1032 * statSync(path).size);
    const columns = guarded(() => readTables(numbers));
    const groups = guarded(() => numbers(`${place}/groups`));
    if (groups && groups.shape[0] !== columns.count)
      throw new Error(`${place}/groups has ${groups.shape[0]} rows; ${columns.count} were expected`);
    const episodes = new Map<number, Episode>();
    return {
      count: columns.count,
      read: (row) =>
        guarded(() => {
          const cell = (name: (typeof tables)[number], k: number): number =>
            columns.values[name][row * columns.candidates + k]!;
          const all = Array.from({ length: columns.candidates }, (_, k) => k);
          const candidates = all.map((k) => {
            const id = cell('episodes', k);
            if (!episodes.has(id)) episodes.set(id, readEpisode(numbers, id));
            return cut(episodes.get(id)!, id, cell('starts', k), cell('lengths', k));
          });
          const probabilities = all.map((k) => cell('probabilities', k));
          return { candidates, probabilities, weight: 1, group: groups ? String(groups.values[row]) : '' };
        }),
      close: () => void file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Of the stack that HDF5 throws, the reason at its bottom: `#006: file line 5 in H5F_open(): reason`. */
function innermost(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const frames = [...error.message.matchAll(/#\d+: .*? line \d+ in \w+\(\): (.*)/g)];
  return frames.length > 0 ? new Error(frames.at(-1)![1], { cause: error }) : error;
}

/** Numbers of a dataset and their shape. */
interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Reads numeric datasets of a file by their path; nothing for a path that is not there. */
type ReadNumbers = (path: string) => Numbers | undefined;

function numbersOf(file: File, largest: number): ReadNumbers {
  return (path) => {
    let group: Pick<File, 'keys' | 'get'> = file;
    const names = path.split('/');
    for (const name of names.slice(0, -1)) {
      const next = group.keys().includes(name) ? group.get(name) : null;
      if (next === null || !('keys' in next)) return undefined;
      group = next;
    }
    const last = names.at(-1)!;
    const found = group.keys().includes(last) ? group.get(last) : null;
    if (found === null) return undefined;
    if (!('slice' in found)) throw new Error(`${path} is not a dataset of numbers`);
    const shape = found.shape ?? [];
    const size = shape.reduce((product, length) => product * length, 1);
    if (size > largest) throw new Error(`${path} declares more numbers than the file can hold`);
    const { value } = found;
    if (!ArrayBuffer.isView(value)) throw new Error(`${path} is not a dataset of numbers`);
    const values = Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number);
    if (!values.every(Number.isFinite)) throw new Error(`${path} holds something that is no finite number`);
    return { shape, values };
  };
}

function readTables(numbers: ReadNumbers) {
  const read = tables.map((name) => {
    const found = numbers(`${place}/${name}`);
    if (!found) throw new Error(`the dataset ${place}/${name} is missing; ${tables.join(', ')} are needed`);
    return [name, found] as const;
  });
  const [count = 0, candidates = 0] = read[0]![1].shape;
  for (const [name, { shape }] of read) {
    if (shape.length !== 2 || shape[0] !== count || shape[1] !== candidates || candidates < 2) {
      const expected = 'the same number of rows for each, with two candidates or more';
      throw new Error(`${place}/${name} has the shape [${shape.join(', ')}]; expected ${expected}`);
    }
  }
  const values = Object.fromEntries(read.map(([name, found]) => [name, found.values]));
  return { count, candidates, values: values as Record<(typeof tables)[number], Float64Array> };
}

function readEpisode(numbers: ReadNumbers, id: number): Episode {
  const part = (name: string): Numbers => {
    const found = numbers(`episode_${id}/${name}`);
    if (!found) throw new Error(`there is no episode_${id}/${name}`);
    return found;
  };
  const [observations, actions, rewards] = ['observations', 'actions', 'rewards'].map(part);
  const length = rewards!.shape[0] ?? 0;
  const flags = (name: string): Uint8Array => Uint8Array.from(part(name).values);
  const [terminations, truncations] = [flags('terminations'), flags('truncations')];
  const rows = [observations!.shape[0], actions!.shape[0], terminations.length, truncations.length];
  if (length === 0 || rows.join() !== [length + 1, length, length, length].join())
    throw new Error(
      `episode_${id} has ${length} rewards and ${rows.join(', ')} observations, actions, terminations and truncations`,
    );
  return {
    id,
    length,
    observationSize: observations!.values.length / (length + 1),
    actionSize: actions!.values.length / length,
    observations: observations!.values,
    actions: actions!.values,
    rewards: rewards!.values,
    terminations,
    truncations,
  };
}

function cut(episode: Episode, id: number, start: number, length: number): Preference['candidates'][number] {
  const isInside =
    [start, length].every(Number.isInteger) && start >= 0 && length > 0 && start + length <= episode.length;
  if (!isInside)
    throw new Error(
      `steps ${start} to ${start + length} are not in episode_${id}, which has ${episode.length}`,
    );
  return segmentOf(episode, start, length);
}
