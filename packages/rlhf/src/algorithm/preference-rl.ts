import type {
  Episode,
  IterationReport,
  PolicyOptimizer,
  Preference,
  PreferenceGatherer,
  PreferenceQuery,
  QueryStrategy,
  RandomStream,
  RewardModel,
  RewardOptimizer,
  Snapshot,
} from '@minorant/core';

import { sampleSegmentPairs } from '../segments/sample-segments.js';
import type { PreferenceTrainer } from '../training/preference-trainer.js';
import { segmentFeatures } from '../segments/segment-features.js';
import { restoreEpisodes, snapshotEpisodes } from '@minorant/core';
import type { PreferenceRlOptions } from './preference-rl-options.js';

/** What {@link PreferenceRl} is made of; it disposes of all of it. */
export interface PreferenceRlParts {
  readonly trainer: PreferenceTrainer;
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly gatherer: PreferenceGatherer;
  readonly queryStrategy: QueryStrategy;
  readonly random: RandomStream;
  /** Disposes of what else was made for it (the trust region). */
  readonly release: () => void;
}

/**
 * Learns a reward from answers about segments of the policy's own episodes while the policy learns from that reward
 * (Christiano et al., 2017; Lee et al., PEBBLE, 2021), each update of the reward within a trust region. The policy's
 * optimizer recomputes the rewards in its replay, as the contract of policy optimizers asks.
 */
export class PreferenceRl implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly #parts: PreferenceRlParts;
  readonly #options: PreferenceRlOptions;
  /** Episodes of the last collections, oldest first. */
  #history: (readonly Episode[])[] = [];
  #answers: Preference[] = [];
  #asked = 0;
  #iteration = 0;

  constructor(parts: PreferenceRlParts, options: PreferenceRlOptions) {
    this.#parts = parts;
    this.#options = options;
    this.reward = parts.reward;
    this.policy = parts.policy;
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { policy, reward } = this.#parts;
    const { policyRounds, queryEvery, initialQueries, queries, maximumQueries } = this.#options;
    const signal = options.signal ? { signal: options.signal } : {};
    const metrics: Record<string, number> = {};

    const due = this.#iteration % queryEvery === 0 && this.#asked < maximumQueries;
    if (due) {
      const count = Math.min(this.#asked === 0 ? initialQueries : queries, maximumQueries - this.#asked);
      await this.#collect(options.signal);
      const answered = await this.#ask(count, signal);
      metrics['preferences/answered'] = answered;
      if (this.#answers.length > 0) Object.assign(metrics, await this.#learn());
    }
    metrics['preferences/comparisons'] = this.#answers.length;
    const improvement = await policy.improve({ reward, rounds: policyRounds, ...signal });
    this.#iteration += 1;
    return { metrics: { ...improvement.metrics, ...metrics } };
  }

  async #collect(signal: AbortSignal | undefined): Promise<void> {
    const { rolloutSteps, rolloutHistory } = this.#options;
    const episodes = await this.#parts.policy.rollout({
      minimumSteps: rolloutSteps,
      ...(signal && { signal }),
    });
    this.#history = [...this.#history, episodes].slice(-rolloutHistory);
  }

  /** Chooses questions out of a pool of pairs, asks them and keeps the answers; gives their number. */
  async #ask(count: number, options: { readonly signal?: AbortSignal }): Promise<number> {
    const { trainer, gatherer, queryStrategy, random } = this.#parts;
    const { segmentLength, pool } = this.#options;
    const pairs = sampleSegmentPairs(this.#history.flat(), {
      length: segmentLength,
      count: pool * count,
      random,
    });
    const scores = await trainer.scores(pairs.map((query) => record(query, [0.5, 0.5])));
    const { features, featureSize } = segmentFeatures(pairs);
    const chosen = queryStrategy.select(
      {
        queries: pairs,
        // One member: the reward itself.
        differences: Float64Array.from(scores, ([a, b]) => a! - b!),
        members: 1,
        features,
        featureSize,
      },
      count,
      random,
    );
    const asked = chosen.map((index) => pairs[index]!);
    const answers = await gatherer.gather(asked, options);
    this.#asked += asked.length;
    const kept = asked.flatMap((query, i) => (answers[i] ? [record(query, answers[i])] : []));
    this.#answers.push(...kept);
    return kept.length;
  }

  /** One proximal update on all answers so far. */
  async #learn(): Promise<Record<string, number>> {
    const update = await this.#parts.trainer.update(this.#answers, { steps: this.#options.steps });
    return {
      'preferences/loss': update.loss,
      'preferences/steps': update.steps,
      'trust_region/change': update.change,
      'trust_region/penalty': update.penalty,
      'trust_region/coefficient': update.coefficient,
    };
  }

  async snapshot(): Promise<Snapshot> {
    const { trainer, policy, gatherer } = this.#parts;
    const segments = this.#answers.flatMap(({ candidates }) =>
      candidates.flatMap((candidate) => (candidate.kind === 'segment' ? [candidate.segment] : [])),
    );
    return {
      values: {
        iteration: this.#iteration,
        asked: this.#asked,
        collections: this.#history.map((episodes) => episodes.length),
        probabilities: this.#answers.map(({ probabilities }) => [...probabilities]),
      },
      parts: {
        trainer: await trainer.snapshot(),
        policy: await policy.snapshot(),
        gatherer: await gatherer.snapshot(),
        history: snapshotEpisodes(this.#history.flat()),
        segments: snapshotEpisodes(segments),
      },
    };
  }

  async restore({ values, parts }: Snapshot): Promise<void> {
    const { trainer, policy, gatherer } = this.#parts;
    this.#iteration = values!['iteration'] as number;
    this.#asked = values!['asked'] as number;
    const episodes = restoreEpisodes(parts!['history']!);
    let at = 0;
    this.#history = (values!['collections'] as number[]).map((count) => episodes.slice(at, (at += count)));
    const segments = restoreEpisodes(parts!['segments']!);
    this.#answers = (values!['probabilities'] as number[][]).map((probabilities, i) =>
      record(
        { candidates: [0, 1].map((k) => ({ kind: 'segment', segment: segments[2 * i + k]! })) },
        probabilities,
      ),
    );
    await trainer.restore(parts!['trainer']!);
    await policy.restore(parts!['policy']!);
    await gatherer.restore(parts!['gatherer']!);
  }

  dispose(): void {
    const { trainer, policy, gatherer, release } = this.#parts;
    trainer.dispose();
    policy.dispose();
    this.reward.dispose();
    void gatherer.dispose();
    release();
  }
}

function record({ candidates }: PreferenceQuery, probabilities: readonly number[]): Preference {
  return { candidates, probabilities, weight: 1, group: '' };
}
