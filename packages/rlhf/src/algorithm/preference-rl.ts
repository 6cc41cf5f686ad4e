import {
  checkLearnsFromReward,
  type Episode,
  type IterationReport,
  type PolicyOptimizer,
  type Preference,
  type PreferenceGatherer,
  type PreferenceQuery,
  type QueryStrategy,
  type RandomStream,
  type RewardModel,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';

import { sampleSegmentPairs } from '../segments/sample-segments.js';
import type { PreferenceTrainer } from '../training/preference-trainer.js';
import type { StateEntropyReward } from '../pretraining/state-entropy-reward.js';
import { scheduledQueries } from '../schedules/query-schedule.js';
import { segmentFeatures } from '../segments/segment-features.js';
import { restoreEpisodes, snapshotEpisodes } from '@minorant/core';
import type { PreferenceRlOptions } from './preference-rl-options.js';

/** What {@link PreferenceRl} is made of; it disposes of all of it. */
export interface PreferenceRlParts {
  /** Fits the reward to comparisons. */
  readonly trainer: PreferenceTrainer;
  /** The reward model. */
  readonly reward: RewardModel;
  /** The policy optimizer. */
  readonly policy: PolicyOptimizer;
  /** Who answers. */
  readonly gatherer: PreferenceGatherer;
  /** Which pairs are asked about. */
  readonly queryStrategy: QueryStrategy;
  /** The random stream that everything here draws from. */
  readonly random: RandomStream;
  /** What the policy is trained on during pre-training. */
  readonly exploration?: StateEntropyReward;
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
  /** Times at which questions were asked. */
  #sessions = 0;
  #iteration = 0;

  /** @throws MinorantError `MNR_RUN_POLICY_IGNORES_REWARD` when the policy learns from no reward. */
  constructor(parts: PreferenceRlParts, options: PreferenceRlOptions) {
    checkLearnsFromReward('preference-rl', parts.policy);
    this.#parts = parts;
    this.#options = options;
    this.reward = parts.reward;
    this.policy = parts.policy;
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { policy, reward } = this.#parts;
    const { policyRounds, queryEvery, maximumQueries, pretraining } = this.#options;
    const signal = options.signal ? { signal: options.signal } : {};
    const metrics: Record<string, number> = {};
    const since = this.#iteration - pretraining.iterations;
    if (since < 0) return this.#explore(options.signal);

    const session = since % queryEvery === 0 && this.#asked < maximumQueries;
    const count = session ? this.#due() : 0;
    if (count > 0) {
      if (!(await this.#collect(options.signal))) return { metrics: {} };
      const answered = await this.#ask(count, signal);
      metrics['preferences/answered'] = answered;
      if (this.#answers.length > 0) Object.assign(metrics, await this.#learn());
    }
    if (session) this.#sessions += 1;
    metrics['preferences/comparisons'] = this.#answers.length;
    const improvement = await policy.improve({ reward, rounds: policyRounds, ...signal });
    this.#iteration += 1;
    return { metrics: { ...improvement.metrics, ...metrics } };
  }

  /** Trains the policy to visit states it has not seen (PEBBLE, Algorithm 1): no question is asked. */
  async #explore(signal: AbortSignal | undefined): Promise<IterationReport> {
    const { policy, random } = this.#parts;
    const exploration = this.#parts.exploration!;
    if (!(await this.#collect(signal))) return { metrics: {} };
    exploration.observe(this.#history.flat(), random);
    const rounds = this.#options.policyRounds;
    const { metrics } = await policy.improve({ reward: exploration, rounds, ...(signal && { signal }) });
    this.#iteration += 1;
    return { metrics: { ...metrics, 'preferences/comparisons': 0 } };
  }

  /** Questions of the session that begins now. */
  #due(): number {
    const { initialQueries, queries, maximumQueries, schedule } = this.#options;
    const session = this.#sessions;
    if (session === 0) return Math.min(initialQueries, maximumQueries);
    if (schedule === 'constant') return Math.min(queries, maximumQueries - this.#asked);
    const total = maximumQueries - Math.min(initialQueries, maximumQueries);
    const planned = scheduledQueries(schedule, total, Math.ceil(total / queries))[session - 1];
    // A session whose questions were fewer than planned leaves some for the end.
    return Math.min(planned ?? queries, maximumQueries - this.#asked);
  }

  /** Keeps new episodes; gives false when it was stopped before the first one ended. */
  async #collect(signal: AbortSignal | undefined): Promise<boolean> {
    const { rolloutSteps, rolloutHistory } = this.#options;
    const episodes = await this.#parts.policy.rollout({
      minimumSteps: rolloutSteps,
      ...(signal && { signal }),
    });
    if (episodes.length === 0) return false;
    this.#history = [...this.#history, episodes].slice(-rolloutHistory);
    return true;
  }

  /** Chooses questions out of a pool of pairs, asks them and keeps the answers; gives their number. */
  async #ask(count: number, options: { readonly signal?: AbortSignal }): Promise<number> {
    const { trainer, gatherer, queryStrategy, random } = this.#parts;
    const { segmentLength, pool, absorbingStates } = this.#options;
    const pairs = sampleSegmentPairs(this.#history.flat(), {
      length: segmentLength,
      count: pool * count,
      random,
      pastTermination: absorbingStates,
    });
    const scores = await trainer.memberScores(pairs.map((query) => record(query, [0.5, 0.5])));
    const { features, featureSize } = segmentFeatures(pairs);
    const chosen = queryStrategy.select(
      {
        queries: pairs,
        differences: Float64Array.from(scores.flat(), ([a, b]) => a! - b!),
        members: scores.length,
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
    const { trainer } = this.#parts;
    const update = await trainer.update(this.#answers, { steps: this.#options.steps });
    if (this.#options.normalise) await trainer.normalise(this.#answers, { scale: true });
    return {
      'preferences/loss': update.loss,
      'preferences/steps': update.steps,
      'trust_region/change': update.change,
      'trust_region/penalty': update.penalty,
      'trust_region/coefficient': update.coefficient,
    };
  }

  async snapshot(): Promise<Snapshot> {
    const { trainer, policy, gatherer, exploration } = this.#parts;
    const segments = this.#answers.flatMap(({ candidates }) =>
      candidates.flatMap((candidate) => (candidate.kind === 'segment' ? [candidate.segment] : [])),
    );
    return {
      values: {
        iteration: this.#iteration,
        asked: this.#asked,
        sessions: this.#sessions,
        collections: this.#history.map((episodes) => episodes.length),
        probabilities: this.#answers.map(({ probabilities }) => [...probabilities]),
      },
      parts: {
        trainer: await trainer.snapshot(),
        policy: await policy.snapshot(),
        gatherer: await gatherer.snapshot(),
        history: snapshotEpisodes(this.#history.flat()),
        segments: snapshotEpisodes(segments),
        ...(exploration && { exploration: exploration.snapshot() }),
      },
    };
  }

  async restore({ values, parts }: Snapshot): Promise<void> {
    const { trainer, policy, gatherer, exploration } = this.#parts;
    this.#iteration = values!['iteration'] as number;
    this.#asked = values!['asked'] as number;
    this.#sessions = values!['sessions'] as number;
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
    exploration?.restore(parts!['exploration']!);
  }

  dispose(): void {
    const { trainer, policy, gatherer, exploration, release } = this.#parts;
    trainer.dispose();
    exploration?.dispose();
    policy.dispose();
    this.reward.dispose();
    void gatherer.dispose();
    release();
  }
}

function record({ candidates }: PreferenceQuery, probabilities: readonly number[]): Preference {
  return { candidates, probabilities, weight: 1, group: '' };
}
