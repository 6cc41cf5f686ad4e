import { RandomStream, type TabularMdp } from '@minorant/core';

import { evaluateReward, type ExactProblem } from '../exact/likelihood.js';

/** A random MDP with a random expert, for tests: sizes, discount, temperature, sparsity and rewards all drawn. */
export interface RandomCase {
  readonly seed: number;
  readonly problem: ExactProblem;
  /** The reward that the expert is soft-optimal for, `[S * A]`. */
  readonly truth: Float64Array;
  readonly random: RandomStream;
}

/** The random case of a seed. */
export function randomCase(seed: number): RandomCase {
  const random = new RandomStream(seed);
  const states = 2 + random.integer(7);
  const actions = 2 + random.integer(3);
  const discount = [0.5, 0.9, 0.95][random.integer(3)]!;
  const temperature = [0.2, 1, 3][random.integer(3)]!;
  const rowStarts = [0];
  const nextStates: number[] = [];
  const probabilities: number[] = [];
  for (let row = 0; row < states * actions; row++) {
    const chosen = random
      .shuffle(Array.from({ length: states }, (_, s) => s))
      .slice(0, 1 + random.integer(states));
    chosen.sort((a, b) => a - b);
    nextStates.push(...chosen);
    probabilities.push(...distribution(chosen.length, random));
    rowStarts.push(nextStates.length);
  }
  const truth = random.fillNormal(new Float64Array(states * actions));
  const mdp: TabularMdp = {
    specificationVersion: 'v1',
    states,
    actions,
    transitions: {
      rowStarts: Int32Array.from(rowStarts),
      nextStates: Int32Array.from(nextStates),
      probabilities: Float64Array.from(probabilities),
    },
    initial: distribution(states, random),
    reward: { of: 'state-action', values: truth },
    discount,
    absorbing: new Uint8Array(states),
    features: random.fillNormal(new Float64Array(states * 3)),
    featureCount: 3,
  };
  const unknown = { mdp, expert: new Float64Array(states * actions), temperature };
  const expert = evaluateReward(unknown, truth).occupancy;
  return { seed, problem: { mdp, expert, temperature }, truth, random };
}

function distribution(length: number, random: RandomStream): Float64Array {
  const weights = Float64Array.from({ length }, () => -Math.log(1 - random.uniform()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
