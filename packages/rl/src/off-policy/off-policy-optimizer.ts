import * as tf from '@tensorflow/tfjs';
import { compile, type CompiledFunction } from '@minorant/compile';
import { linearDecay } from '@minorant/core';
import type {
  CreateContext,
  EnvironmentContext,
  Episode,
  ImproveOptions,
  ImproveReport,
  PolicyOptimizer,
  RandomStream,
  ReplaySample,
  RolloutOptions,
  Snapshot,
  SpaceValue,
  StepCounter,
} from '@minorant/core';

import { Collector } from '../collection/collector.js';
import { DemonstrationStarts } from '../collection/demonstration-starts.js';
import { EpisodeRecorder } from '../collection/episode-recorder.js';
import { RunningMeans } from '../collection/running-means.js';
import { errors } from '../errors.js';
import { addEpisode } from '../replay/add-episode.js';
import { ReplayBuffer } from '../replay/replay-buffer.js';
import { transitionArrays } from '../replay/transition.js';
import type { Agent } from '../sac/agent.js';
import type { OffPolicyOptions } from '../sac/sac-options.js';
import { checkValues } from '../spaces/check-values.js';
import { randomAction } from '../spaces/random-action.js';
import { rowToValue } from '../spaces/row-to-value.js';
import { rowSize, valueAt, valueSize, writeRow } from '../spaces/rows.js';
import { Learner } from './learner.js';

/**
 * An off-policy policy optimizer: collects steps into a replay buffer and updates an {@link Agent} on batches from it.
 *
 * One round of {@link improve} is `stepsPerRound` environment steps, each followed by its updates. Steps of
 * {@link rollout} go into the replay too and are owed the same number of updates, which the next `improve` makes first,
 * on the reward it is given.
 */
export class OffPolicyOptimizer implements PolicyOptimizer {
  readonly specificationVersion = 'v1';
  readonly learnsFrom: 'reward' | 'demonstrations';
  readonly discount: number;
  /** log pi(a|s) of given pairs, `[count]`; absent where the agent has none. */
  readonly logProbabilities?: (observations: Float64Array, actions: Float64Array) => Promise<Float64Array>;
  readonly #agent: Agent;
  readonly #options: OffPolicyOptions;
  readonly #environment: EnvironmentContext;
  readonly #counter: StepCounter;
  readonly #replay: ReplayBuffer;
  readonly #demonstrations: ReplayBuffer;
  readonly #learner: Learner;
  /** Training steps continue where they stopped, whatever is rolled out in between. */
  readonly #training: Collector;
  readonly #evaluation: Collector;
  readonly #noise: RandomStream;
  /** For {@link act}: whoever asks for actions, and how often, changes nothing about training. */
  readonly #askedNoise: RandomStream;
  readonly #imitate: CompiledFunction<Agent['imitate']>;
  readonly #logProbabilities: CompiledFunction<NonNullable<Agent['logProbabilities']>> | undefined;
  #steps = 0;
  /** Updates still to be made for steps taken, in units of `1 / trainFrequency`. */
  #owed = 0;

  constructor(setup: {
    readonly agent: Agent;
    readonly options: OffPolicyOptions;
    readonly environment: EnvironmentContext;
    readonly context: Pick<CreateContext, 'random' | 'counter' | 'execution'>;
    /** @defaultValue reward */
    readonly learnsFrom?: 'reward' | 'demonstrations';
  }) {
    const { agent, options, environment, context } = setup;
    const { random, counter, execution } = context;
    this.learnsFrom = setup.learnsFrom ?? 'reward';
    this.discount = options.gamma;
    this.#agent = agent;
    this.#options = options;
    this.#environment = environment;
    this.#counter = counter;
    const sizes = {
      observationSize: rowSize(environment.observationSpace),
      actionSize: rowSize(environment.actionSpace),
    };
    this.#replay = new ReplayBuffer({ capacity: options.bufferSize, ...sizes });
    this.#demonstrations = new ReplayBuffer({ capacity: Number.MAX_SAFE_INTEGER, ...sizes });
    const { batchSize, gamma } = options;
    this.#learner = new Learner({
      ...{ agent, replay: this.#replay, demonstrations: this.#demonstrations, batchSize, gamma, execution },
      random: random.stream('policy/batches'),
    });
    this.#noise = random.stream('policy/actions');
    this.#askedNoise = random.stream('policy/asked-actions');
    this.#training = new Collector(environment, counter, random.stream('policy/environment'));
    this.#evaluation = new Collector(environment, counter, random.stream('policy/rollout-environment'));
    this.#imitate = compile(
      (observations: tf.Tensor2D, actions: tf.Tensor2D) => agent.imitate(observations, actions),
      { execution, name: 'policy imitation' },
    );
    if (!agent.logProbabilities) return;
    const logProbabilities = agent.logProbabilities.bind(agent);
    const compiled = compile(
      (observations: tf.Tensor2D, actions: tf.Tensor2D) => logProbabilities(observations, actions),
      { execution, name: 'policy log-probabilities' },
    );
    this.#logProbabilities = compiled;
    this.logProbabilities = async (observations, actions) => {
      const pairs = this.#pairs(observations, actions);
      agent.commit();
      const result = await compiled(pairs.observations, pairs.actions);
      const values = Float64Array.from(result.dataSync());
      tf.dispose([result, pairs]);
      return values;
    };
  }

  async improve({ reward, rounds, signal }: ImproveOptions): Promise<ImproveReport> {
    const { stepsPerRound, learningStarts, gradientSteps } = this.#options;
    const before = { steps: this.#counter.steps, updates: this.#learner.updates };
    const means = new RunningMeans();
    this.#anneal();
    await this.#payUpdates(reward, means, signal);
    for (let step = 0; step < rounds * stepsPerRound && !signal?.aborted; step++) {
      if (step > 0 && step % stepsPerRound === 0) this.#anneal();
      await this.#collect(means);
      if (this.#steps > learningStarts) this.#owed += gradientSteps;
      await this.#payUpdates(reward, means, signal);
    }
    // `mostLikelyActions` scales as `act` does.
    this.#agent.commit();
    return {
      environmentSteps: this.#counter.steps - before.steps,
      updates: this.#learner.updates - before.updates,
      metrics: means.means(),
    };
  }

  /** What falls with the environment steps taken, rollouts included, stays at zero after the last. */
  #anneal(): void {
    const { annealLearningRate, annealEntropyCoefficient } = this.#options;
    this.#agent.scaleLearningRates(linearDecay(this.#counter, annealLearningRate));
    this.#agent.scaleEntropyCoefficient?.(linearDecay(this.#counter, annealEntropyCoefficient));
  }

  /** One step of the training environment into the replay: uniformly random at first, then from the policy. */
  async #collect(means: RunningMeans): Promise<void> {
    const { observationSpace, actionSpace } = this.#environment;
    const value = await this.#training.current();
    const row = writeRow(observationSpace, value, new Float32Array(this.#replay.observationSize));
    this.#agent.observe(row);
    const action =
      this.#steps < this.#options.learningStarts
        ? randomAction(actionSpace, this.#noise)
        : rowToValue(actionSpace, this.#agent.act(row, this.#noise));
    const { observation, nextObservation, result, episode } = await this.#training.step(action);
    this.#replay.add({
      observation,
      action: writeRow(actionSpace, action, new Float32Array(this.#replay.actionSize)),
      nextObservation,
      reward: result.reward,
      terminated: result.terminated,
      truncated: result.truncated,
    });
    this.#steps += 1;
    if (episode) {
      means.add('rollout/ep_rew_mean', episode.return);
      means.add('rollout/ep_len_mean', episode.length);
    }
  }

  async #payUpdates(
    reward: ImproveOptions['reward'],
    means: RunningMeans,
    signal?: AbortSignal,
  ): Promise<void> {
    if (this.#steps < this.#options.learningStarts || this.#replay.size === 0) return;
    while (this.#owed >= this.#options.trainFrequency && !signal?.aborted) {
      this.#owed -= this.#options.trainFrequency;
      await this.#learner.update(reward, means);
    }
  }

  async rollout(options: RolloutOptions): Promise<readonly Episode[]> {
    const { minimumSteps, maximumEpisodes = Infinity, deterministic = false, store = true, signal } = options;
    const { observationSpace, actionSpace } = this.#environment;
    const episodes: Episode[] = [];
    let steps = 0;
    while (steps < minimumSteps && episodes.length < maximumEpisodes && !signal?.aborted) {
      this.#evaluation.abandonEpisode();
      const first = await this.#evaluation.current();
      const recorder = new EpisodeRecorder(observationSpace, actionSpace, first);
      for (let ended = false; !ended && !signal?.aborted;) {
        const value = await this.#evaluation.current();
        const action = this.#actionFor(value, deterministic ? undefined : this.#noise);
        const { result, episode } = await this.#evaluation.step(action);
        recorder.add(action, result);
        steps += 1;
        ended = episode !== undefined;
      }
      const episode = recorder.episode();
      if (store && episode.length > 0) {
        addEpisode(this.#replay, episode, this.#environment);
        this.#owed += episode.length * this.#options.gradientSteps;
      }
      if (!signal?.aborted) episodes.push(episode);
    }
    return episodes;
  }

  #actionFor(value: SpaceValue, random?: RandomStream): number | Float64Array {
    const { observationSpace, actionSpace } = this.#environment;
    const row = writeRow(observationSpace, value, new Float32Array(this.#replay.observationSize));
    return rowToValue(actionSpace, this.#agent.act(row, random));
  }

  /** @throws MinorantError `MNR_RL_VALUES` when the numbers are not whole observations of the environment's space. */
  act(
    observations: Float64Array,
    { deterministic = false }: { readonly deterministic?: boolean } = {},
  ): Promise<Float64Array> {
    const random = deterministic ? undefined : this.#askedNoise;
    return new Promise((resolve) => resolve(this.#actionsFor(observations, random)));
  }

  #actionsFor(observations: Float64Array, random?: RandomStream): Float64Array {
    const { observationSpace, actionSpace } = this.#environment;
    checkValues('observations', observationSpace, observations);
    const count = observations.length / valueSize(observationSpace);
    const size = valueSize(actionSpace);
    const actions = new Float64Array(count * size);
    for (let i = 0; i < count; i++) {
      const action = this.#actionFor(valueAt(observationSpace, observations, i), random);
      if (typeof action === 'number') actions[i] = action;
      else actions.set(action, i * size);
    }
    return actions;
  }

  /** The policy as a pure function of rows of observations; see {@link PolicyOptimizer}. */
  mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
    return this.#agent.mostLikelyActions(observations);
  }

  /** Transitions from the replay, uniformly with replacement; see {@link PolicyOptimizer}. */
  sampleReplay(count: number, random: RandomStream): ReplaySample {
    const arrays = transitionArrays(count, this.#replay.observationSize, this.#replay.actionSize);
    this.#replay.sample(random, arrays);
    return arrays;
  }

  addDemonstrations(episodes: readonly Episode[], { share }: { readonly share: number }): void {
    if (!(share >= 0 && share < 1)) throw errors.MNR_RL_DEMONSTRATION_SHARE({ share });
    for (const episode of episodes) addEpisode(this.#demonstrations, episode, this.#environment);
    this.#learner.demonstrationShare = share;
  }

  /** Training episodes of which a share begins in states of demonstrations; see {@link PolicyOptimizer}. */
  startFromDemonstrations(episodes: readonly Episode[], { share }: { readonly share: number }): void {
    if (!(share >= 0 && share <= 1)) throw errors.MNR_RL_DEMONSTRATION_SHARE({ share });
    this.#training.beginIn(new DemonstrationStarts(episodes, share));
  }

  /** One maximum-likelihood step of the policy on given pairs; see {@link PolicyOptimizer}. */
  async imitate(observations: Float64Array, actions: Float64Array): Promise<number> {
    const pairs = this.#pairs(observations, actions);
    this.#agent.commit();
    const loss = await this.#imitate(pairs.observations, pairs.actions);
    const value = loss.dataSync()[0]!;
    tf.dispose([loss, pairs]);
    if (!Number.isFinite(value)) {
      throw errors.MNR_RL_NOT_FINITE({ what: 'The loss of imitation', updates: this.#learner.updates });
    }
    return value;
  }

  #pairs(
    observations: Float64Array,
    actions: Float64Array,
  ): { observations: tf.Tensor2D; actions: tf.Tensor2D } {
    const { observationSpace, actionSpace } = this.#environment;
    checkValues('observations', observationSpace, observations);
    const count = observations.length / valueSize(observationSpace);
    checkValues('actions', actionSpace, actions, count);
    const rows = (space: typeof observationSpace, values: Float64Array, clip: boolean): tf.Tensor2D => {
      const size = rowSize(space);
      const array = new Float32Array(count * size);
      for (let i = 0; i < count; i++) writeRow(space, valueAt(space, values, i), array, i * size, { clip });
      return tf.tensor2d(array, [count, size]);
    };
    return {
      observations: rows(observationSpace, observations, false),
      actions: rows(actionSpace, actions, true),
    };
  }

  policySnapshot(): Snapshot {
    return this.#agent.policySnapshot();
  }

  restorePolicy(snapshot: Snapshot): void {
    this.#agent.restorePolicy(snapshot);
  }

  snapshot(): Snapshot {
    return {
      values: {
        steps: this.#steps,
        owed: this.#owed,
        updates: this.#learner.updates,
        demonstrationShare: this.#learner.demonstrationShare,
      },
      parts: {
        agent: this.#agent.snapshot(),
        replay: this.#replay.snapshot(),
        demonstrations: this.#demonstrations.snapshot(),
        training: this.#training.snapshot(),
        evaluation: this.#evaluation.snapshot(),
        actions: this.#noise.snapshot(),
        askedActions: this.#askedNoise.snapshot(),
        batches: this.#learner.random.snapshot(),
      },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    const parts = snapshot.parts!;
    this.#agent.restore(parts['agent']!);
    this.#replay.restore(parts['replay']!);
    this.#demonstrations.restore(parts['demonstrations']!);
    await this.#training.restore(parts['training']!);
    await this.#evaluation.restore(parts['evaluation']!);
    this.#noise.restore(parts['actions']!);
    this.#askedNoise.restore(parts['askedActions']!);
    this.#learner.random.restore(parts['batches']!);
    const values = snapshot.values as {
      steps: number;
      owed: number;
      updates: number;
      demonstrationShare: number;
    };
    this.#steps = values.steps;
    this.#owed = values.owed;
    this.#learner.updates = values.updates;
    this.#learner.demonstrationShare = values.demonstrationShare;
  }

  dispose(): void {
    for (const part of [this.#learner, this.#imitate, this.#logProbabilities, this.#agent]) part?.dispose();
    this.#training.dispose();
    this.#evaluation.dispose();
  }
}
