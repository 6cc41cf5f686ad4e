import { describeSpace, openDemonstrations, type DemonstrationHeader } from '@minorant/envs';

/** What a file of demonstrations holds. */
export interface DemonstrationsSummary {
  readonly file: string;
  readonly layout: DemonstrationHeader['layout'];
  readonly environment: string | null;
  readonly observationSpace: string;
  readonly actionSpace: string;
  readonly episodes: readonly EpisodeSummary[];
  readonly steps: number;
  /** Smallest and largest value of each observation and action, in their order. */
  readonly observationRange: readonly (readonly [number, number])[];
  readonly actionRange: readonly (readonly [number, number])[];
}

/** One recorded episode. */
export interface EpisodeSummary {
  readonly return: number;
  readonly length: number;
  readonly end: 'terminated' | 'truncated' | 'open';
  /** The reward of each step, thinned to at most 200 values. */
  readonly rewards: readonly number[];
}

/** Reads demonstrations an episode at a time and sums them up. */
export async function inspectDemonstrations(path: string): Promise<DemonstrationsSummary> {
  const reader = await openDemonstrations(path);
  try {
    const { header } = reader;
    const observations = new Ranges(header.observationSize);
    const actions = new Ranges(header.actionSize);
    const episodes = header.lengths.map((length, index): EpisodeSummary => {
      const episode = reader.read(index);
      observations.add(episode.observations);
      actions.add(episode.actions);
      const last = length - 1;
      return {
        return: episode.rewards.reduce((sum, reward) => sum + reward, 0),
        length,
        end: episode.terminations[last] ? 'terminated' : episode.truncations[last] ? 'truncated' : 'open',
        rewards: thinned(episode.rewards),
      };
    });
    return {
      file: header.file,
      layout: header.layout,
      environment: header.environmentId ?? null,
      observationSpace: header.observationSpace
        ? describeSpace(header.observationSpace)
        : `${header.observationSize} numbers`,
      actionSpace: header.actionSpace ? describeSpace(header.actionSpace) : `${header.actionSize} numbers`,
      episodes,
      steps: header.lengths.reduce((sum, length) => sum + length, 0),
      observationRange: observations.pairs(),
      actionRange: actions.pairs(),
    };
  } finally {
    reader.close();
  }
}

/** Smallest and largest values of the columns of rows. */
class Ranges {
  readonly #low: number[];
  readonly #high: number[];

  constructor(readonly size: number) {
    this.#low = new Array<number>(size).fill(Infinity);
    this.#high = new Array<number>(size).fill(-Infinity);
  }

  add(rows: Float64Array): void {
    for (let i = 0; i < rows.length; i++) {
      const column = i % this.size;
      this.#low[column] = Math.min(this.#low[column]!, rows[i]!);
      this.#high[column] = Math.max(this.#high[column]!, rows[i]!);
    }
  }

  pairs(): [number, number][] {
    return this.#low.map((low, i) => [low, this.#high[i]!]);
  }
}

function thinned(values: Float64Array, most = 200): number[] {
  const size = Math.ceil(values.length / most);
  const result: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    const part = values.subarray(start, start + size);
    result.push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  return result;
}
