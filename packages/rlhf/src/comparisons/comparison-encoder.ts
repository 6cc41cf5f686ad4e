import type { Preference, PreferenceCandidate, TextEncoder } from '@minorant/core';

import { errors } from '../errors.js';

/** Candidates as rows of numbers: what a reward model reads of them. */
export interface CandidateRows {
  /** `[candidates * length, observationSize]`; rows past a candidate's own length are zeros. */
  readonly observations: Float32Array;
  /** `[candidates * length, actionSize]`, for segments. */
  readonly actions?: Float32Array;
  /** `[candidates * length]`, ones for rows of the absorbing state; where episodes go on in it. */
  readonly absorbing?: Float32Array;
  /** Own rows of each candidate. */
  readonly lengths: readonly number[];
}

/** Turns candidates into rows: one row for a text, one for each step of a segment. */
export interface ComparisonEncoder {
  /** Rows that every candidate takes up, its own ones and padding. */
  readonly length: number;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** Zero where there are no actions. */
  readonly actionSize: number;
  /** Turns comparisons into the tensors of one batch. */
  encode(candidates: readonly PreferenceCandidate[]): Promise<CandidateRows>;
}

/**
 * Encodes texts (and messages, as their contents) by a text encoder: one row each. A text takes its one action, so that
 * reward models over observation and action read texts too.
 */
export class TextComparisons implements ComparisonEncoder {
  readonly length = 1;
  readonly actionSize = 1;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  readonly #encoder: TextEncoder;

  constructor(encoder: TextEncoder) {
    this.#encoder = encoder;
    this.observationSize = encoder.size;
  }

  /** Turns comparisons into the tensors of one batch. */
  async encode(candidates: readonly PreferenceCandidate[]): Promise<CandidateRows> {
    const observations = await this.#encoder.encode(candidates.map(candidateText));
    const actions = new Float32Array(candidates.length).fill(1);
    return { observations, actions, lengths: candidates.map(() => 1) };
  }
}

/** Sizes of {@link SegmentComparisons}. */
export interface SegmentComparisonsOptions {
  /** Steps of a segment. */
  readonly length: number;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** Numbers in one flattened action; a discrete action is a one-hot row. */
  readonly actionSize: number;
  /**
   * Whether a segment that ends in a termination goes on in the absorbing state to its full length: zeros, and the flag
   * that reward models read. Without it the rest counts nothing. @defaultValue false
   */
  readonly absorbingStates?: boolean;
  /** Whether the rows of the absorbing state hold the observation of the segment's last step instead of zeros. @defaultValue false */
  readonly lastTransitions?: boolean;
}

/** Encodes segments of trajectories: one row for each step, its observation and action. */
export class SegmentComparisons implements ComparisonEncoder {
  readonly length: number;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  readonly actionSize: number;
  readonly #absorbingStates: boolean;
  readonly #lastTransitions: boolean;

  constructor(options: SegmentComparisonsOptions) {
    const { length, observationSize, actionSize } = options;
    this.length = length;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    this.#absorbingStates = options.absorbingStates ?? false;
    this.#lastTransitions = options.lastTransitions ?? false;
  }

  /** Turns comparisons into the tensors of one batch. */
  encode(candidates: readonly PreferenceCandidate[]): Promise<CandidateRows> {
    const { length, observationSize, actionSize } = this;
    const observations = new Float32Array(candidates.length * length * observationSize);
    const actions = new Float32Array(candidates.length * length * actionSize);
    const absorbing = this.#absorbingStates ? new Float32Array(candidates.length * length) : undefined;
    const lengths = candidates.map((candidate, i) => {
      if (candidate.kind !== 'segment')
        throw errors.MNR_PREFERENCES_CANDIDATE({ found: candidate.kind, expected: 'segment' });
      const { segment } = candidate;
      if (
        segment.length > length ||
        segment.observationSize !== observationSize ||
        segment.actionSize !== actionSize
      ) {
        throw errors.MNR_PREFERENCES_SEGMENT({
          found: `${segment.length} steps of ${segment.observationSize} and ${segment.actionSize} numbers`,
          expected: `at most ${length} steps of ${observationSize} and ${actionSize} numbers`,
        });
      }
      observations.set(
        segment.observations.subarray(0, segment.length * observationSize),
        i * length * observationSize,
      );
      actions.set(segment.actions, i * length * actionSize);
      if (!absorbing || segment.terminations[segment.length - 1] !== 1) return segment.length;
      absorbing.fill(1, i * length + segment.length, (i + 1) * length);
      if (this.#lastTransitions) {
        const end = segment.observations.subarray(
          (segment.length - 1) * observationSize,
          segment.length * observationSize,
        );
        for (let row = segment.length; row < length; row++) {
          observations.set(end, (i * length + row) * observationSize);
        }
      }
      return length;
    });
    return Promise.resolve({ observations, actions, lengths, ...(absorbing && { absorbing }) });
  }
}

/** The text of a candidate; messages by their contents. */
export function candidateText(candidate: PreferenceCandidate): string {
  if (candidate.kind === 'text') return candidate.text;
  if (candidate.kind === 'messages') return candidate.messages.map(({ content }) => content).join('\n');
  throw errors.MNR_PREFERENCES_CANDIDATE({ found: 'segment', expected: 'text' });
}

/** The longest comparison of some records, in candidates. */
export function mostCandidates(records: readonly Preference[]): number {
  return records.reduce((most, { candidates }) => Math.max(most, candidates.length), 2);
}
