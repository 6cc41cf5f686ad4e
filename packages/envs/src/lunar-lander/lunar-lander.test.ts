import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { make } from '../registry/registry.js';
import { readNumbers } from '../testing/read-numbers.js';
import { landerHeuristicAction } from './lander-heuristic.js';
import { LANDER_OUTLINE, PAD_HEIGHT } from './lunar-lander-constants.js';
import { LunarLander } from './lunar-lander.js';
import { lunarTerrain } from './lunar-terrain.js';
import { continuousThrust, discreteThrust } from './lunar-thrust.js';
import { lunarWind } from './lunar-wind.js';
import { polygonMass } from './polygon-mass.js';

interface Options {
  continuous?: boolean;
  enable_wind?: boolean;
  wind_power?: number;
  turbulence_power?: number;
}

interface Recording {
  variants: {
    options: Options;
    pilot: { episodes: number; meanReturn: number; firstReturns: string };
    episodes: {
      seed: number;
      stepsBeforeContact: number;
      actions: string;
      observations: string;
      rewards: string;
    }[];
  }[];
}

const recording = JSON.parse(
  readFileSync(new URL('../../fixtures/reference/lunar-lander.json', import.meta.url), 'utf8'),
) as Recording;

const variants = recording.variants.map((variant) => ({
  ...variant,
  name: JSON.stringify(variant.options),
  lander: new LunarLander({
    continuous: variant.options.continuous ?? false,
    enableWind: variant.options.enable_wind ?? false,
    windPower: variant.options.wind_power ?? 15,
    turbulencePower: variant.options.turbulence_power ?? 1.5,
  }),
}));

/** One landing by the hand-written pilot. */
function land(lander: LunarLander, seed: number): number {
  let { observation } = lander.reset({ seed });
  const continuous = lander.actionSpace.kind === 'box';
  let total = 0;
  for (let step = 0; step < 1000; step++) {
    const action = continuous
      ? landerHeuristicAction(observation, true).map(Math.fround)
      : landerHeuristicAction(observation, false);
    const result = lander.step(action);
    total += result.reward;
    observation = result.observation;
    if (result.terminated) break;
  }
  return total;
}

describe('LunarLander-v3 beside recordings of Gymnasium', () => {
  // Box2D rounds to float32, so positions differ by about 1e-7 a step. An observation off by 1e-5 is off by 1e-3 in
  // shaping (weight 100).
  it.each(variants)('flies as recorded until a leg touches: $name', ({ lander, options, episodes }) => {
    const width = options.continuous ? 2 : 1;
    let worstObservation = 0;
    let worstReward = 0;
    for (const episode of episodes) {
      const actions = options.continuous
        ? readNumbers(episode.actions)
        : Float64Array.from(episode.actions, Number);
      const observations = readNumbers(episode.observations);
      const rewards = readNumbers(episode.rewards);
      let { observation } = lander.reset({ seed: episode.seed });
      for (let step = 0; step < episode.stepsBeforeContact; step++) {
        const action = actions.slice(step * width, (step + 1) * width);
        const expected = observations.subarray((step / 5) * 8, (step / 5) * 8 + 8);
        const result = lander.step(options.continuous ? action : action[0]!);
        if (step % 5 === 0) {
          for (const [index, value] of expected.entries())
            worstObservation = Math.max(worstObservation, Math.abs(observation[index]! - value));
          worstReward = Math.max(worstReward, Math.abs(result.reward - rewards[step / 5]!));
        }
        observation = result.observation;
      }
    }
    expect(worstObservation).toBeLessThan(5e-4);
    expect(worstReward).toBeLessThan(1e-2);
  });

  it.each(variants.slice(0, 2))(
    'lands from the same seeds for the same returns: $name',
    ({ lander, pilot }) => {
      const expected = readNumbers(pilot.firstReturns).slice(0, 20);
      const returns = Array.from(expected, (_, seed) => land(lander, seed));
      const close = returns.filter((value, seed) => Math.abs(value - expected[seed]!) < 1).length;
      expect(close / returns.length).toBeGreaterThan(0.7);
      const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
      const expectedMean = expected.reduce((a, b) => a + b, 0) / expected.length;
      expect(Math.abs(mean - expectedMean)).toBeLessThan(25);
      expect(mean).toBeGreaterThan(200);
    },
  );
});

describe('LunarLander-v3', () => {
  it('smooths its terrain and keeps the pad flat', () => {
    const heights = [1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1];
    const terrain = lunarTerrain(heights);
    expect(terrain).toHaveLength(11);
    expect(terrain[0]).toEqual({ x: 0, y: 0.33 * (1 + 1 + 2) });
    for (const index of [4, 5, 6]) expect(terrain[index]!.y).toBeCloseTo(0.99 * PAD_HEIGHT, 12);
    expect(terrain[10]).toEqual({ x: 20, y: 0.33 * (3 + 2 + 1) });
  });

  it('gives the lander the mass and inertia that Box2D gives it', () => {
    const { mass, center, I } = polygonMass(LANDER_OUTLINE, 5);
    expect(mass).toBeCloseTo(4.816666603088379, 6);
    expect(center.y).toBeCloseTo(0.101307, 6);
    expect(I).toBeCloseTo(0.8333148956298828, 6);
  });

  it('blows by tanh(sin(0.02 k) + sin(0.01 pi k))', () => {
    expect(lunarWind(0)).toBe(0);
    expect(lunarWind(50)).toBeCloseTo(Math.tanh(Math.sin(1) + 1), 12);
    expect(Math.max(...Array.from({ length: 2000 }, (_, k) => Math.abs(lunarWind(k))))).toBeLessThan(0.965);
  });

  it('reads actions as engines', () => {
    expect([0, 1, 2, 3].map(discreteThrust)).toEqual([
      { main: 0, side: 0, direction: 0 },
      { main: 0, side: 1, direction: -1 },
      { main: 1, side: 0, direction: 0 },
      { main: 0, side: 1, direction: 1 },
    ]);
    expect(continuousThrust([1e-9, 0.5])).toEqual({ main: (1 + 1e-9) / 2, side: 0, direction: 0 });
    expect(continuousThrust([-1, -0.75])).toEqual({ main: 0, side: 0.75, direction: -1 });
    expect(continuousThrust([5, 9])).toEqual({ main: 1, side: 1, direction: 1 });
  });

  it('charges for fuel: 0.3 for the main engine, 0.03 for a side engine', () => {
    // Thrust changes the motion too, so the cost shows as what is missing from the change of the potential.
    const costs = [0, 1, 2, 3].map((action) => {
      const lander = new LunarLander();
      const before = lander.reset({ seed: 5 }).observation;
      const { observation, reward } = lander.step(action);
      const shaping = (o: Float64Array): number =>
        -100 * (Math.hypot(o[0]!, o[1]!) + Math.hypot(o[2]!, o[3]!) + Math.abs(o[4]!));
      return shaping(observation) - shaping(before) - reward;
    });
    for (const [action, cost] of [0, 0.03, 0.3, 0.03].entries()) expect(costs[action]).toBeCloseTo(cost, 3);
  });

  it('ends with -100 for a crash or for leaving the picture', () => {
    const falling = new LunarLander();
    falling.reset({ seed: 0 });
    let last = falling.step(0);
    while (!last.terminated) last = falling.step(0);
    expect(last.reward).toBe(-100);
  });

  it('goes on from a snapshot bit for bit, wind, contacts and all', () => {
    const lander = new LunarLander({ enableWind: true });
    let { observation } = lander.reset({ seed: 3 });
    for (let step = 0; step < 150; step++) {
      observation = lander.step(landerHeuristicAction(observation, false)).observation;
    }
    const snapshot = structuredClone(lander.snapshot());
    const run = (environment: LunarLander) =>
      Array.from({ length: 60 }, (_, step) => environment.step(step % 4));
    const first = run(lander);
    const other = new LunarLander({ enableWind: true });
    other.restore(snapshot);
    expect(run(other)).toEqual(first);
    expect(other.reset()).toEqual(lander.reset());
  });

  it('refuses options out of range and actions of the other variant', async () => {
    expect(() => new LunarLander({ gravity: -12 })).toThrow('gravity');
    const environment = await make('LunarLanderContinuous-v3');
    environment.reset({ seed: 0 });
    expect(() => environment.step(2)).toThrow('two finite numbers');
  });
});
