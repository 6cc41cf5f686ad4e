import {
  defineComponent,
  extensionPoints,
  type Component,
  type CreateContext,
  type IterationReport,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { ImitationTask } from '../transitions/imitation-task.js';
import { AdaptivePenalty } from './adaptive-penalty.js';
import { linearConstant, quadraticConstant } from './bounds.js';
import { demonstratedProblem } from './demonstrated-problem.js';
import type { ExactPenalty } from './exact-penalty.js';
import { rewardTable, tabularReward } from './exact-reward.js';
import { evaluateReward, type ExactProblem } from './likelihood.js';
import { linearPenalty } from './linear-penalty.js';
import { MaxEntIrl } from './max-ent-irl.js';
import { quadraticPenalty } from './quadratic-penalty.js';
import { TabularRewardModel } from './tabular-reward-model.js';
import type { Trajectory } from './trajectory.js';
import { Trro } from './trro.js';
import { dot } from './vectors.js';
import { VerifiedPenalty } from './verified-penalty.js';

/** What one iteration starts from, and what it must remember: both are numbers alone. */
interface ExactState {
  /** theta, the reward of each state, `[S]`. */
  readonly parameters: Float64Array;
  /** The penalty's coefficient; absent where there is none, or where it has not been used yet. */
  readonly coefficient?: number;
}

/** One iteration of an exact method: a new state, and what to report. */
type ExactStep = (state: ExactState) => ExactState & { readonly metrics: Readonly<Record<string, number>> };

/**
 * Runs an exact method in the pipeline: a reward of each state, learnt from demonstrations and the tables of the task, with no
 * step in the environment and no trained policy; the policy is the soft optimum of the reward. Each iteration begins from the
 * parameters alone, so that a resumed run ends with the same bits.
 */
export class ExactIrl implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: TabularRewardModel;
  readonly #problem: ExactProblem;
  readonly #step: ExactStep;
  readonly #iterations: number;
  #state: ExactState;
  #iteration = 0;

  constructor(problem: ExactProblem, reward: TabularRewardModel, step: ExactStep, iterations: number) {
    this.#problem = problem;
    this.reward = reward;
    this.#step = step;
    this.#iterations = iterations;
    this.#state = { parameters: Float64Array.from(reward.values) };
  }

  iterate(): Promise<IterationReport> {
    const { metrics, ...state } = this.#step(this.#state);
    this.#state = state;
    this.#iteration += 1;
    this.reward.values = state.parameters;
    const { mdp } = this.#problem;
    const { occupancy } = evaluateReward(
      this.#problem,
      tabularReward(mdp, 'state').evaluate(state.parameters),
    );
    return Promise.resolve({
      metrics: { ...metrics, 'policy/discounted_return': dot(occupancy, rewardTable(mdp)) },
      finished: this.#iteration >= this.#iterations,
    });
  }

  snapshot(): Snapshot {
    const { parameters, coefficient } = this.#state;
    const data = parameters.slice();
    return {
      tensors: { parameters: { dtype: 'float64', shape: [data.length], data } },
      values: { iteration: this.#iteration, coefficient: coefficient ?? null },
      parts: { reward: this.reward.snapshot() },
    };
  }

  restore({ tensors, values, parts }: Snapshot): void {
    const coefficient = values!['coefficient'] as number | null;
    const parameters = (tensors!['parameters']!.data as Float64Array).slice();
    this.#iteration = values!['iteration'] as number;
    this.#state = { parameters, ...(coefficient !== null && { coefficient }) };
    this.reward.restore(parts!['reward']!);
  }

  dispose(): void {
    this.reward.dispose();
  }
}

const shared = {
  temperature: z.number().positive().default(1).describe('alpha: weight of the entropy of the policy'),
  iterations: z.int().positive().default(200).describe('The run ends after this many iterations'),
};

/** Options of {@link trro}. */
export const trroOptions = z
  .strictObject({
    ...shared,
    penalty: z
      .enum(['verified', 'quadratic', 'linear', 'adaptive'])
      .default('verified')
      .describe(
        'What limits the step: a mean squared penalty raised until the surrogate is seen to be a minorant, the quadratic bound, the linear bound as published, or the adaptive one of PIRO (no guarantee)',
      ),
    constant: z
      .number()
      .positive()
      .optional()
      .describe('C of the linear bound or c of the quadratic one; without it the smallest that is proven'),
    rewardBound: z
      .number()
      .positive()
      .optional()
      .describe('R: with the linear bound, rewards stay within [-R, R], as Theorem 3 assumes; 1 without it'),
  })
  .refine(
    ({ penalty, constant }) => constant === undefined || penalty === 'quadratic' || penalty === 'linear',
    {
      path: ['constant'],
      message: 'is the constant of the bounds: it needs `penalty: quadratic` or `penalty: linear`',
    },
  )
  .refine(({ penalty, rewardBound }) => rewardBound === undefined || penalty === 'linear', {
    path: ['rewardBound'],
    message: 'is for the linear bound: it needs `penalty: linear`',
  });

/**
 * Exact TRRO as an algorithm of the pipeline (see {@link Trro}): the trust region is named by `penalty`.
 *
 * @example
 * ```yaml
 * environment: { id: GridWorld7x7-v0, observation: discrete }
 * demonstrations: demonstrations.hdf5
 * algorithm: { id: trro, penalty: verified, iterations: 300 }
 * reward: tabular
 * ```
 */
export const trro = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'trro',
  description:
    'Exact TRRO for tabular tasks: soft-optimal policies, exact occupancy measures, a reward of each state.',
  optionsSchema: trroOptions,
  uses: ['demonstrations', 'reward'],
  async create(options, context) {
    const { problem, model } = await exactParts('trro', options.temperature, context);
    const reward = tabularReward(problem.mdp, 'state');
    const step: ExactStep = ({ parameters, coefficient }) => {
      const penalty = penaltyOf(options, problem.mdp.discount, coefficient);
      const method = new Trro({ problem, reward, penalty, parameters });
      const report = method.iterate();
      return {
        parameters: method.parameters,
        coefficient: penalty.coefficient,
        metrics: {
          'reward/log_likelihood': report.logLikelihood,
          'reward/gap': report.gap,
          'reward/surrogate_gain': report.surrogateGain,
          'trust_region/change': report.change,
          'trust_region/penalty': report.penalty,
          'trust_region/coefficient': report.coefficient,
        },
      };
    };
    return new ExactIrl(problem, model, step, options.iterations);
  },
});

/** Options of {@link maxEntIrl}. */
export const maxEntIrlOptions = z.strictObject({
  ...shared,
  learningRate: z
    .number()
    .positive()
    .default(0.1)
    .describe('Step size of gradient ascent; safe up to about alpha (1 - gamma) squared'),
});

/** Maximum causal entropy IRL as an algorithm of the pipeline (see {@link MaxEntIrl}). */
export const maxEntIrl = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'max-ent-irl',
  description: 'Maximum causal entropy IRL for tabular tasks: gradient ascent on the exact likelihood.',
  optionsSchema: maxEntIrlOptions,
  uses: ['demonstrations', 'reward'],
  async create({ temperature, iterations, learningRate }, context) {
    const { problem, model } = await exactParts('max-ent-irl', temperature, context);
    const reward = tabularReward(problem.mdp, 'state');
    const step: ExactStep = ({ parameters }) => {
      const method = new MaxEntIrl(problem, reward, { learningRate, parameters });
      const { logLikelihood, gap } = method.iterate();
      const metrics = { 'reward/log_likelihood': logLikelihood, 'reward/gap': gap };
      return { parameters: method.parameters, metrics };
    };
    return new ExactIrl(problem, model, step, iterations);
  },
});

function penaltyOf(
  { penalty, constant, rewardBound, temperature }: z.output<typeof trroOptions>,
  discount: number,
  coefficient: number | undefined,
): ExactPenalty {
  const initial = coefficient === undefined ? {} : { initial: coefficient };
  switch (penalty) {
    case 'verified':
      return new VerifiedPenalty({ discount, ...initial });
    case 'adaptive':
      return new AdaptivePenalty({ discount, ...initial });
    case 'quadratic':
      return quadraticPenalty(constant ?? quadraticConstant(discount, temperature));
    case 'linear':
      return linearPenalty(constant ?? linearConstant(discount), rewardBound ?? 1);
  }
}

/** The imitation problem of a run's task and demonstrations, and the table to learn. */
async function exactParts(
  algorithm: string,
  temperature: number,
  context: CreateContext,
): Promise<{ problem: ExactProblem; model: TabularRewardModel }> {
  const weights = { discount: 0, absorbingStates: false, discounted: false };
  const { environment, demonstrations } = await ImitationTask.create(algorithm, context, weights);
  const instance = await environment.make();
  const { mdp, observationSpace, actionSpace } = instance;
  instance.dispose();
  if (!mdp || observationSpace.kind !== 'discrete' || actionSpace.kind !== 'discrete') {
    throw errors.MNR_IRL_NOT_TABULAR({ environment: environment.id });
  }
  const trajectories = demonstrations.map((episode): Trajectory => ({
    states: Int32Array.from(episode.observations, (state) => state - observationSpace.start),
    actions: Int32Array.from(episode.actions, (action) => action - actionSpace.start),
  }));
  const model = await context.create(extensionPoints.rewardModel, 'tabular');
  if (!(model instanceof TabularRewardModel)) {
    throw errors.MNR_IRL_TABULAR_REWARD({ algorithm, found: model.constructor.name });
  }
  return { problem: demonstratedProblem(mdp, trajectories, temperature), model };
}

/** The exact methods, as the plugin registers them. */
export const exactMethods: readonly Component<RewardOptimizer>[] = [trro, maxEntIrl];
