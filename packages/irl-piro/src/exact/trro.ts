import type { ExactPenalty } from './exact-penalty.js';
import type { ExactReward } from './exact-reward.js';
import { evaluateReward, type ExactEvaluation, type ExactProblem } from './likelihood.js';
import { trroStep, type TrroStep } from './trro-step.js';
import { normMaximum } from './vectors.js';

/** What {@link Trro} is made of. */
export interface TrroParts {
  /** Task, expert and temperature. */
  readonly problem: ExactProblem;
  /** The reward, with its parameters. */
  readonly reward: ExactReward;
  /** What the surrogate is reduced by. */
  readonly penalty: ExactPenalty;
  /** theta_0; zeros without it. */
  readonly parameters?: Float64Array;
}

/** What one iteration of {@link Trro} did. */
export interface TrroIteration {
  /** The expert's log-likelihood under the soft-optimal policy, up to its own entropy. */
  readonly logLikelihood: number;
  /** Discounted return of the expert less that of the policy, both with entropy, under the present reward. */
  readonly gap: number;
  /** How much the surrogate rose. */
  readonly surrogateGain: number;
  /** What the penalty took from it. */
  readonly penalty: number;
  /** Largest change of the reward. */
  readonly change: number;
  /** The coefficient that was used. */
  readonly coefficient: number;
}

/**
 * Trust Region Reward Optimization (Chen et al., NeurIPS 2025, Algorithm 2 with Theorem 3's step) for tabular MDPs, with
 * nothing estimated: the policy is the soft optimum, expectations are sums over occupancy measures.
 *
 * @example
 * ```ts
 * import type { TabularMdp } from '@minorant/core';
 * import { quadraticConstant, quadraticPenalty, tabularReward, Trro } from '@minorant/irl-piro';
 *
 * function learn(mdp: TabularMdp, expert: Float64Array, temperature: number): Float64Array {
 *   const trro = new Trro({
 *     problem: { mdp, expert, temperature },
 *     reward: tabularReward(mdp, 'state'),
 *     penalty: quadraticPenalty(quadraticConstant(mdp.discount, temperature)),
 *   });
 *   for (let i = 0; i < 1000; i++) trro.iterate(); // the log-likelihood never falls
 *   return trro.parameters;
 * }
 * ```
 */
export class Trro {
  readonly #parts: TrroParts;
  #parameters: Float64Array;
  #evaluation: ExactEvaluation;

  constructor(parts: TrroParts) {
    this.#parts = parts;
    this.#parameters = parts.parameters ?? new Float64Array(parts.reward.size);
    this.#evaluation = evaluateReward(parts.problem, parts.reward.evaluate(this.#parameters));
  }

  /** theta. */
  get parameters(): Float64Array {
    return this.#parameters;
  }

  /** The present reward with its optimal policy, occupancy measure and likelihood. */
  get evaluation(): ExactEvaluation {
    return this.#evaluation;
  }

  /** One iteration of TRRO: the exact policy for the present reward, then a step of the reward. */
  iterate(): TrroIteration {
    const { problem, reward, penalty } = this.#parts;
    const old = this.#evaluation;
    let coefficient: number;
    let step: TrroStep;
    let found: ExactEvaluation;
    let isMinorant: boolean;
    do {
      ({ coefficient } = penalty);
      step = trroStep(problem, reward, this.#parameters, old, penalty);
      found = evaluateReward(problem, step.reward, old);
      isMinorant = found.gap >= old.gap + step.gain - step.penalty - ROUNDING;
      if (!isMinorant) penalty.tighten?.();
      // A reward that is no number any more does not become one by smaller steps.
    } while (!isMinorant && penalty.tighten !== undefined && !Number.isNaN(found.gap));
    this.#parameters = step.parameters;
    this.#evaluation = found;
    return {
      logLikelihood: found.logLikelihood,
      gap: found.gap,
      surrogateGain: step.gain,
      penalty: step.penalty,
      change: normMaximum(step.change),
      coefficient,
    };
  }
}

/** Error of the difference of two gaps that are solved to the default tolerance, twice over. */
const ROUNDING = 4e-10;
