import {
  defineComponent,
  extensionPoints,
  type Episode,
  type IterationReport,
  type PolicyOptimizer,
  type RandomStream,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { ImitationTask } from '../transitions/imitation-task.js';

/** Options of {@link behaviourCloning}. */
export const behaviourCloningOptions = z.strictObject({
  batchSize: z.int().positive().default(256).describe('State-action pairs in each step'),
  stepsPerIteration: z.int().positive().default(500).describe('Gradient steps in each iteration'),
  iterations: z
    .int()
    .positive()
    .default(20)
    .describe('The run ends after this many iterations: cloning takes no environment steps to budget'),
});

/**
 * Behaviour cloning (Pomerleau, 1991): the policy's log-likelihood of the demonstrated actions is raised by minibatch
 * gradient steps. It learns no reward and takes no environment steps.
 *
 * The policy is whatever the `policy` slot holds, with its network, its optimizer and its learning rate; it must have
 * `imitate`.
 */
export class BehaviourCloning implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly policy: PolicyOptimizer;
  readonly #pairs: Pairs;
  readonly #options: z.output<typeof behaviourCloningOptions>;
  readonly #random: RandomStream;
  #iteration = 0;

  /** @throws MinorantError `MNR_IRL_NO_LIKELIHOOD` when the policy cannot imitate. */
  constructor(
    task: ImitationTask,
    policy: PolicyOptimizer,
    options: z.output<typeof behaviourCloningOptions>,
    random: RandomStream,
  ) {
    if (!policy.imitate) throw errors.MNR_IRL_NO_LIKELIHOOD({ algorithm: 'bc', missing: 'imitate' });
    this.policy = policy;
    this.#pairs = pairs(task.demonstrations);
    this.#options = options;
    this.#random = random;
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { batchSize, stepsPerIteration, iterations } = this.#options;
    let sum = 0;
    let steps = 0;
    for (; steps < stepsPerIteration && !options.signal?.aborted; steps++) {
      const { observations, actions } = this.#sample(batchSize);
      sum += await this.policy.imitate!(observations, actions);
    }
    // An iteration that was cut short is taken again by the run that resumes.
    if (steps === stepsPerIteration) this.#iteration += 1;
    const loss = sum / steps;
    if (steps > 0 && !Number.isFinite(loss)) {
      throw errors.MNR_IRL_NOT_FINITE({ what: 'The cloning loss', iteration: this.#iteration });
    }
    return {
      metrics: { ...(steps > 0 && { 'bc/neglogp': loss }), 'bc/steps': steps },
      finished: this.#iteration >= iterations,
    };
  }

  #sample(count: number): Pick<Pairs, 'observations' | 'actions'> {
    const { observations, actions, observationSize, actionSize } = this.#pairs;
    const batch = {
      observations: new Float64Array(count * observationSize),
      actions: new Float64Array(count * actionSize),
    };
    for (let i = 0; i < count; i++) {
      const row = this.#random.integer(this.#pairs.count);
      const observation = observations.subarray(row * observationSize, (row + 1) * observationSize);
      batch.observations.set(observation, i * observationSize);
      batch.actions.set(actions.subarray(row * actionSize, (row + 1) * actionSize), i * actionSize);
    }
    return batch;
  }

  async snapshot(): Promise<Snapshot> {
    return { values: { iteration: this.#iteration }, parts: { policy: await this.policy.snapshot() } };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    this.#iteration = snapshot.values!['iteration'] as number;
    await this.policy.restore(snapshot.parts!['policy']!);
  }

  dispose(): void {
    this.policy.dispose();
  }
}

/** Aligned states and actions of all demonstrations, in the environment's units. */
interface Pairs {
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly observations: Float64Array;
  readonly actions: Float64Array;
}

function pairs(episodes: readonly Episode[]): Pairs {
  const { observationSize, actionSize } = episodes[0]!;
  const count = episodes.reduce((sum, episode) => sum + episode.length, 0);
  const observations = new Float64Array(count * observationSize);
  const actions = new Float64Array(count * actionSize);
  let row = 0;
  for (const episode of episodes) {
    // The last observation has no action.
    observations.set(
      episode.observations.subarray(0, episode.length * observationSize),
      row * observationSize,
    );
    actions.set(episode.actions, row * actionSize);
    row += episode.length;
  }
  return { count, observationSize, actionSize, observations, actions };
}

/** Registers {@link BehaviourCloning} as `bc`. */
export const behaviourCloning = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'bc',
  description:
    'Behaviour cloning: maximum likelihood of the demonstrated actions; no reward, no environment steps.',
  optionsSchema: behaviourCloningOptions,
  uses: ['demonstrations', 'policy'],
  async create(options, context) {
    const weights = { discount: 0.99, absorbingStates: false, discounted: false };
    const task = await ImitationTask.create('bc', context, weights);
    const policy = await context.create(extensionPoints.policyOptimizer, 'sac');
    return new BehaviourCloning(task, policy, options, context.random.stream('bc/batches'));
  },
});
