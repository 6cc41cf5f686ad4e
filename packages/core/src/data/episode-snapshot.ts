import type { Episode } from '../contracts/data-source/episode.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';

const parts = ['observations', 'actions', 'rewards', 'terminations', 'truncations'] as const;

/** Episodes as a snapshot: each kind of array in one, end to end. Their seeds and ids are left out. */
export function snapshotEpisodes(episodes: readonly Episode[]): Snapshot {
  const tensors: Record<string, NonNullable<Snapshot['tensors']>[string]> = {};
  for (const part of parts) {
    const size = episodes.reduce((sum, episode) => sum + episode[part].length, 0);
    const isBits = part === 'terminations' || part === 'truncations';
    const data = isBits ? new Uint8Array(size) : new Float64Array(size);
    let at = 0;
    for (const episode of episodes) {
      data.set(episode[part], at);
      at += episode[part].length;
    }
    tensors[part] =
      data instanceof Uint8Array
        ? { dtype: 'uint8', shape: [size], data }
        : { dtype: 'float64', shape: [size], data };
  }
  return {
    tensors,
    values: {
      lengths: episodes.map(({ length }) => length),
      observationSize: episodes[0]?.observationSize ?? 0,
      actionSize: episodes[0]?.actionSize ?? 0,
    },
  };
}

/** The episodes of {@link snapshotEpisodes}, without seeds and ids. */
export function restoreEpisodes({ tensors, values }: Snapshot): Episode[] {
  const { lengths, observationSize, actionSize } = values as {
    lengths: number[];
    observationSize: number;
    actionSize: number;
  };
  let step = 0;
  let row = 0;
  return lengths.map((length) => {
    const floats = (part: (typeof parts)[number], from: number, to: number): Float64Array =>
      (tensors![part]!.data as Float64Array).slice(from, to);
    const bits = (part: (typeof parts)[number]): Uint8Array =>
      (tensors![part]!.data as Uint8Array).slice(step, step + length);
    const episode: Episode = {
      length,
      observationSize,
      actionSize,
      observations: floats('observations', row * observationSize, (row + length + 1) * observationSize),
      actions: floats('actions', step * actionSize, (step + length) * actionSize),
      rewards: floats('rewards', step, step + length),
      terminations: bits('terminations'),
      truncations: bits('truncations'),
    };
    step += length;
    row += length + 1;
    return episode;
  });
}
