import { describe, expect, it } from 'vitest';

import { randomCase, type RandomCase } from '../test-support/random-case.js';
import { AdaptivePenalty } from './adaptive-penalty.js';
import { linearConstant, quadraticConstant } from './bounds.js';
import { linearReward, tabularReward, type ExactReward } from './exact-reward.js';
import { evaluateReward, surrogate, type ExactProblem } from './likelihood.js';
import { linearPenalty } from './linear-penalty.js';
import { MaxEntIrl } from './max-ent-irl.js';
import { occupancyMeasure } from './occupancy-measure.js';
import { quadraticPenalty } from './quadratic-penalty.js';
import { softValueIteration } from './soft-value-iteration.js';
import { Trro } from './trro.js';
import { VerifiedPenalty } from './verified-penalty.js';
import { addScaled, difference, dot, norm1, normMaximum } from './vectors.js';

const cases = Array.from({ length: 300 }, (_, seed) => randomCase(seed));

/** A random reward table of the case's size, of the given scale. */
function randomReward({ problem, random }: RandomCase, scale = 1): Float64Array {
  const { states, actions } = problem.mdp;
  return random.fillNormal(new Float64Array(states * actions)).map((value) => scale * value);
}

/** `l` at a reward. */
const gap = (problem: ExactProblem, reward: Float64Array): number => evaluateReward(problem, reward).gap;

describe('the exact imitation problem, on 300 random MDPs', () => {
  it('solves the soft Bellman equation, and its policies have occupancies that satisfy the flow equation', () => {
    for (const { problem, truth } of cases) {
      const { mdp, temperature } = problem;
      const { values, logPolicy, policy, occupancy } = {
        ...evaluateReward(problem, truth).optimum,
        ...evaluateReward(problem, truth),
      };
      const { rowStarts, nextStates, probabilities } = mdp.transitions;
      const flow = mdp.initial.slice();
      for (let row = 0; row < truth.length; row++) {
        const state = Math.floor(row / mdp.actions);
        let next = 0;
        for (let k = rowStarts[row]!; k < rowStarts[row + 1]!; k++) {
          next += probabilities[k]! * values[nextStates[k]!]!;
          flow[nextStates[k]!]! += mdp.discount * occupancy[row]! * probabilities[k]!;
        }
        const advantage = truth[row]! + mdp.discount * next - values[state]!;
        expect(temperature * logPolicy[row]!).toBeCloseTo(advantage, 8);
      }
      for (let state = 0; state < mdp.states; state++) {
        const rows = [state * mdp.actions, (state + 1) * mdp.actions] as const;
        const sum = (x: Float64Array): number => x.slice(...rows).reduce((a, b) => a + b, 0);
        expect(sum(policy)).toBeCloseTo(1, 12);
        expect(sum(occupancy)).toBeCloseTo(flow[state]!, 9);
      }
      expect(norm1(occupancy)).toBeCloseTo(1 / (1 - mdp.discount), 9);
    }
  });

  it('Proposition 1: the log-likelihood times alpha is the gap, which the expert itself maximises', () => {
    for (const one of cases) {
      const { problem, truth } = one;
      const evaluation = evaluateReward(problem, randomReward(one));
      expect(problem.temperature * evaluation.logLikelihood).toBeCloseTo(evaluation.gap, 8);
      expect(evaluation.gap).toBeLessThanOrEqual(gap(problem, truth) + 1e-9);
      // l = J(pi_E, r) - J(pi_r, r) without the expert's entropy.
      const entropy = -dot(evaluation.occupancy, evaluation.optimum.logPolicy);
      expect(dot(evaluation.gradient, evaluation.reward) - problem.temperature * entropy).toBeCloseTo(
        evaluation.gap,
        8,
      );
    }
  });

  it('Proposition 1 and 2: gradients of gap and surrogate agree with each other and with finite differences', () => {
    for (const one of cases) {
      const { problem } = one;
      const reward = randomReward(one);
      const old = evaluateReward(problem, reward);
      expect(surrogate(problem, old, reward)).toBeCloseTo(old.gap, 8);
      const direction = randomReward(one);
      const step = 1e-4;
      const slope = (f: (r: Float64Array) => number): number =>
        (f(addScaled(reward, direction, step)) - f(addScaled(reward, direction, -step))) / (2 * step);
      const analytic = dot(old.gradient, direction);
      const tolerance = 1e-4 * (1 + Math.abs(analytic));
      expect(Math.abs(slope((r) => gap(problem, r)) - analytic)).toBeLessThan(tolerance);
      expect(Math.abs(slope((r) => surrogate(problem, old, r)) - analytic)).toBeLessThan(tolerance);
    }
  });

  it('bounds: the surrogate is above the gap by at most both 2 e / (1 - gamma) and e^2 / (2 alpha (1 - gamma)^3)', () => {
    let tightest = { linear: 0, quadratic: 0 };
    for (const one of cases) {
      const { problem } = one;
      const { discount } = problem.mdp;
      const old = evaluateReward(problem, randomReward(one));
      for (const scale of [0.001, 0.1, 1, 10]) {
        const reward = addScaled(old.reward, randomReward(one), scale);
        const change = normMaximum(difference(reward, old.reward));
        const excess = surrogate(problem, old, reward) - gap(problem, reward);
        const linear = linearConstant(discount) * change;
        const quadratic = quadraticConstant(discount, problem.temperature) * change ** 2;
        expect(excess).toBeGreaterThan(-1e-9);
        expect(excess).toBeLessThan(linear + 1e-9);
        expect(excess).toBeLessThan(quadratic + 1e-9);
        if (scale > 0.01) {
          tightest = {
            linear: Math.max(tightest.linear, excess / linear),
            quadratic: Math.max(tightest.quadratic, excess / quadratic),
          };
        }
      }
    }
    // Not vacuous: random changes of the reward reach a good part of either bound.
    expect(tightest.linear).toBeGreaterThan(0.1);
    expect(tightest.quadratic).toBeGreaterThan(0.1);
  });
});

describe('TRRO', () => {
  const rewards: Record<string, (one: RandomCase) => ExactReward> = {
    'rewards of state and action': ({ problem }) => tabularReward(problem.mdp, 'state-action'),
    'rewards of the state': ({ problem }) => tabularReward(problem.mdp, 'state'),
    'linear rewards': ({ problem }) => linearReward(problem.mdp),
    'a reward that is not linear in its parameters': ({ problem }) => bounded(linearReward(problem.mdp)),
  };

  it.each(Object.entries(rewards))(
    'never lowers the likelihood under the quadratic penalty: %s',
    (_, reward) => {
      let risen = 0;
      for (const one of cases.slice(0, 100)) {
        const { problem } = one;
        const constant = quadraticConstant(problem.mdp.discount, problem.temperature);
        const trro = new Trro({ problem, reward: reward(one), penalty: quadraticPenalty(constant) });
        const start = trro.evaluation.logLikelihood;
        let last = start;
        for (let i = 0; i < 8; i++) {
          const { logLikelihood, surrogateGain, penalty } = trro.iterate();
          expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-9);
          expect(surrogateGain).toBeGreaterThanOrEqual(penalty - 1e-12);
          // What the theory promises: the gap rises by at least the gain that is left.
          expect(problem.temperature * (logLikelihood - last)).toBeGreaterThanOrEqual(
            surrogateGain - penalty - 1e-8,
          );
          last = logLikelihood;
        }
        if (last > start + 1e-6) risen += 1;
      }
      expect(risen).toBeGreaterThan(80);
    },
  );

  it('takes no step at all under the linear penalty with C = 2 / (1 - gamma) or more', () => {
    for (const one of cases) {
      const { problem } = one;
      for (const factor of [1, 10]) {
        for (const of of ['state', 'state-action'] as const) {
          const penalty = linearPenalty(factor * linearConstant(problem.mdp.discount), 1);
          const trro = new Trro({ problem, reward: tabularReward(problem.mdp, of), penalty });
          expect(trro.iterate().change).toBe(0);
        }
        const penalty = linearPenalty(factor * linearConstant(problem.mdp.discount));
        expect(new Trro({ problem, reward: linearReward(problem.mdp), penalty }).iterate().change).toBe(0);
      }
    }
  });

  it('finds the maximum of the penalised surrogate: no random change does better', () => {
    for (const one of cases.slice(0, 100)) {
      const { problem, random } = one;
      const { discount } = problem.mdp;
      const reward = tabularReward(problem.mdp, 'state-action');
      const old = evaluateReward(problem, new Float64Array(reward.size));
      const weights = old.occupancy.map((mass, i) => ((1 - discount) * (mass + problem.expert[i]!)) / 2);
      const context = { reward, parameters: new Float64Array(reward.size), weights };
      const loose = linearPenalty(0.3 * norm1(old.gradient), 1);
      for (const penalty of [
        quadraticPenalty(quadraticConstant(discount, problem.temperature)),
        loose,
        new AdaptivePenalty({ discount }),
      ]) {
        const value = (change: Float64Array): number =>
          dot(old.gradient, change) - penalty.value(change, context);
        const best = penalty.maximiser(old.gradient, context);
        expect(value(best)).toBeGreaterThan(0);
        for (let i = 0; i < 20; i++) {
          const spread = normMaximum(best) * 10 ** (-2 * random.uniform());
          let other = best.map((change) => change + spread * random.normal());
          if (penalty === loose) other = other.map((change) => Math.min(Math.max(change, -1), 1));
          expect(value(other)).toBeLessThanOrEqual(value(best) + 1e-9);
        }
      }
    }
  });

  it('reaches the expert under the quadratic penalty, as maximum-entropy IRL does with a small enough learning rate', () => {
    for (const one of cases.slice(0, 10)) {
      const { problem, truth } = one;
      const { discount } = problem.mdp;
      const reward = tabularReward(problem.mdp, 'state-action');
      const best = evaluateReward(problem, truth).logLikelihood;
      const penalty = quadraticPenalty(quadraticConstant(discount, problem.temperature));
      const trro = new Trro({ problem, reward, penalty });
      const maxEnt = new MaxEntIrl(problem, reward, {
        learningRate: problem.temperature * (1 - discount) ** 2,
      });
      const start = trro.evaluation.logLikelihood;
      for (let i = 0; i < 1000; i++) {
        trro.iterate();
        maxEnt.iterate();
      }
      for (const { logLikelihood } of [trro.evaluation, maxEnt.evaluation]) {
        expect((best - logLikelihood) / (best - start)).toBeLessThan(0.05);
      }
    }
  });

  it('never lowers the likelihood under the verified penalty, and is nearer to the expert in 100 steps than the quadratic in 1000', () => {
    let nearer = 0;
    for (const one of cases.slice(0, 40)) {
      const { problem, truth } = one;
      const { discount } = problem.mdp;
      const reward = tabularReward(problem.mdp, 'state-action');
      const trro = new Trro({ problem, reward, penalty: new VerifiedPenalty({ discount }) });
      const constant = quadraticConstant(discount, problem.temperature);
      const quadratic = new Trro({ problem, reward, penalty: quadraticPenalty(constant) });
      let last = trro.evaluation.logLikelihood;
      for (let i = 0; i < 100; i++) {
        const { logLikelihood } = trro.iterate();
        expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-8);
        last = logLikelihood;
      }
      for (let i = 0; i < 1000; i++) quadratic.iterate();
      const best = evaluateReward(problem, truth).logLikelihood;
      if (best - last < best - quadratic.evaluation.logLikelihood + 1e-6) nearer += 1;
    }
    expect(nearer).toBeGreaterThan(33);
  });

  it('leaves a state alone that is visited too rarely for its weight to be a number', () => {
    const { mdp } = cases[0]!.problem;
    const reward = tabularReward(mdp, 'state');
    const smallest = new Float64Array(mdp.states).fill(Number.MIN_VALUE);
    const context = { reward, parameters: smallest, weights: new Float64Array(mdp.states * mdp.actions) };
    const penalty = new VerifiedPenalty({ discount: mdp.discount });
    const none = new Float64Array(mdp.states);
    expect(penalty.maximiser(smallest, context)).toEqual(none);
    // A penalty that fell with every step has a coefficient that vanishes in the end; where nothing pulls, nothing moves.
    penalty.coefficient = 0;
    expect(penalty.maximiser(none, { ...context, weights: context.weights.map(() => 1) })).toEqual(none);
  });

  it('keeps the change at its target under the adaptive penalty, and so does not settle at the optimum', () => {
    const { problem } = cases[9]!;
    const reward = tabularReward(problem.mdp, 'state-action');
    const trro = new Trro({ problem, reward, penalty: new AdaptivePenalty({ discount: 0.9, target: 0.05 }) });
    let falls = 0;
    let last = -Infinity;
    for (let i = 0; i < 300; i++) {
      const { logLikelihood } = trro.iterate();
      if (logLikelihood < last - 1e-9) falls += 1;
      last = logLikelihood;
    }
    expect(falls).toBeGreaterThan(0);
  });
});

it('says so when a tolerance is out of reach', () => {
  const { problem, truth } = randomCase(0);
  const impossible = { tolerance: 0, maximumSweeps: 5 };
  expect(() => softValueIteration(problem.mdp, truth, impossible)).toThrow(/after 5 sweeps/);
});

it('says so when a reward or a policy is no number', () => {
  const { mdp } = randomCase(0).problem;
  const nothing = new Float64Array(mdp.states * mdp.actions).fill(NaN);
  const code = expect.objectContaining({ code: 'MNR_IRL_NOT_FINITE' }) as Error;
  expect(() => softValueIteration(mdp, nothing)).toThrow(code);
  expect(() => occupancyMeasure(mdp, nothing)).toThrow(code);
});

/** `tanh` of another reward. */
function bounded(inner: ExactReward): ExactReward {
  const slopes = (parameters: Float64Array): Float64Array =>
    inner.evaluate(parameters).map((value) => 1 - Math.tanh(value) ** 2);
  return {
    size: inner.size,
    tabular: false,
    evaluate: (parameters) => inner.evaluate(parameters).map(Math.tanh),
    pullBack(parameters, direction) {
      const slope = slopes(parameters);
      return inner.pullBack(
        parameters,
        direction.map((value, i) => value * slope[i]!),
      );
    },
  };
}
