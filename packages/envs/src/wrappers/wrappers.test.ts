import type { Environment, ResetResult, Snapshot, SpaceValue, StepResult } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { checkEnvironment } from '../checker/check-environment.js';
import { make } from '../registry/registry.js';
import { box, dict, discrete } from '../spaces/create-spaces.js';
import { AbsorbingState } from './absorbing-state.js';
import { FilterObservation } from './filter-observation.js';
import { FlattenObservation } from './flatten-observation.js';
import { NormalizeObservation } from './normalize-observation.js';
import { NormalizeReward } from './normalize-reward.js';
import { RecordFrames } from './record-frames.js';
import { RescaleAction } from './rescale-action.js';
import { TimeLimit } from './time-limit.js';
import { unwrapped } from './unwrapped.js';

/** Observes its steps and the last action; ends after five steps; pays the number of the step. */
class Walk implements Environment {
  readonly specificationVersion = 'v1';
  readonly id = 'Walk-v0';
  readonly observationSpace = box({ low: -10, high: 10, shape: [2] });
  readonly actionSpace = box({ low: [-3, 0], high: [3, 10], dtype: 'float32' });
  #steps = 0;

  reset(): ResetResult {
    this.#steps = 0;
    return { observation: Float64Array.of(0, 0), info: {} };
  }

  step(action: SpaceValue): StepResult {
    const [a, b] = action as unknown as [number, number];
    this.#steps++;
    const observation = Float64Array.of(a, b);
    return { observation, reward: this.#steps, terminated: this.#steps === 5, truncated: false, info: {} };
  }

  snapshot(): Snapshot {
    return { values: { steps: this.#steps } };
  }

  restore({ values }: Snapshot): void {
    this.#steps = values!['steps'] as number;
  }

  dispose(): void {}
}

const action = Float64Array.of(1, 2);

describe('wrappers', () => {
  it('RescaleAction maps the bounds onto the bounds of the task and clips to them', () => {
    const environment = new RescaleAction(new Walk());
    expect([...environment.actionSpace.low, ...environment.actionSpace.high]).toEqual([-1, -1, 1, 1]);
    environment.reset();
    expect([...environment.step(Float64Array.of(-1, -1)).observation]).toEqual([-3, 0]);
    expect([...environment.step(Float64Array.of(1, 1)).observation]).toEqual([3, 10]);
    expect([...environment.step(Float64Array.of(0, 0.5)).observation]).toEqual([0, 7.5]);
    expect([...environment.step(Float64Array.of(2, -2)).observation]).toEqual([3, 0]);
  });

  it('NormalizeObservation has the mean and variance of all observations so far', () => {
    const environment = new NormalizeObservation(new Walk());
    environment.reset();
    const seen = [Float64Array.of(0, 0)];
    let last = new Float64Array();
    for (const a of [Float64Array.of(1, 2), Float64Array.of(-2, 4), Float64Array.of(0.5, 9)]) {
      seen.push(a);
      last = environment.step(a).observation as Float64Array<ArrayBuffer>;
    }
    for (const i of [0, 1]) {
      // A prior of mean 0 and variance 1 counts for 1e-4 of an observation.
      const count = seen.length + 1e-4;
      const mean = seen.reduce((sum, x) => sum + x[i]!, 0) / count;
      const square = (seen.reduce((sum, x) => sum + x[i]! ** 2, 0) + 1e-4) / count;
      const variance = square - mean ** 2;
      expect(environment.moments.mean[i]).toBeCloseTo(mean, 12);
      expect(environment.moments.variance[i]).toBeCloseTo(variance, 12);
      expect(last[i]).toBeCloseTo((seen.at(-1)![i]! - mean) / Math.sqrt(variance + 1e-8), 12);
    }
    environment.updating = false;
    const { mean } = environment.moments;
    const before = [...mean];
    environment.step(action);
    expect([...mean]).toEqual(before);
  });

  it('NormalizeReward divides by the deviation of the discounted return', () => {
    const environment = new NormalizeReward(new Walk(), 0.9);
    environment.reset();
    const returns: number[] = [];
    let paid = 0;
    for (let step = 1; step <= 4; step++) {
      returns.push((returns.at(-1) ?? 0) * 0.9 + step);
      paid = environment.step(action).reward;
    }
    const count = returns.length + 1e-4;
    const mean = returns.reduce((sum, x) => sum + x, 0) / count;
    const variance = (returns.reduce((sum, x) => sum + x * x, 0) + 1e-4) / count - mean ** 2;
    expect(paid).toBeCloseTo(4 / Math.sqrt(variance + 1e-8), 10);
  });

  it('AbsorbingState goes on until the time limit', () => {
    const environment = new AbsorbingState(new TimeLimit(new Walk(), 8));
    expect([...environment.reset().observation]).toEqual([0, 0, 0]);
    const results = Array.from({ length: 8 }, () => environment.step(action));
    expect(results.map(({ observation }) => observation[2])).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(results.map(({ reward }) => reward)).toEqual([1, 2, 3, 4, 5, 0, 0, 0]);
    expect(results.some(({ terminated }) => terminated)).toBe(false);
    expect(results.map(({ truncated }) => truncated)).toEqual([...Array<boolean>(7).fill(false), true]);
    expect([...results[4]!.observation]).toEqual([0, 0, 1]);
    expect(() => new AbsorbingState(new Walk())).toThrow(/a time limit/);
  });

  it('TimeLimit and RescaleAction refuse what makes no sense', () => {
    for (const limit of [NaN, 0, -1, 2.5])
      expect(() => new TimeLimit(new Walk(), limit)).toThrow(/maxEpisodeSteps of TimeLimit/);
    for (const [low, high] of [
      [0, 0],
      [1, -1],
      [-Infinity, 1],
    ])
      expect(() => new RescaleAction(new Walk(), low, high)).toThrow(/low of RescaleAction/);
  });

  it('FilterObservation and FlattenObservation keep the chosen keys, sorted as in Gymnasium', async () => {
    const maze = await make('PointMaze_UMaze-v3');
    const all = maze.reset({ seed: 1 }).observation as Record<string, Float64Array>;
    const filtered = new FilterObservation(maze, ['observation', 'desired_goal']);
    const flat = new FlattenObservation(filtered);
    expect(flat.observationSpace.shape).toEqual([6]);
    expect([...flat.reset({ seed: 1 }).observation]).toEqual([
      ...all['desired_goal']!,
      ...all['observation']!,
    ]);
    expect(unwrapped(flat)).toBe(unwrapped(maze));
    expect(() => new FilterObservation(maze, ['goal'])).toThrow(/with the keys goal/);
    flat.dispose();
    expect(() => dict({ '10': discrete(2) })).toThrow(/the key 10/);
    expect(dict({ b: discrete(2), a: discrete(3) }).spaces).toEqual({ a: discrete(3), b: discrete(2) });
  });

  it('RecordFrames keeps the positions of each step', async () => {
    const hopper = new RecordFrames(await make('Hopper-v4', { maxEpisodeSteps: 3 }));
    hopper.reset({ seed: 1 });
    for (let i = 0; i < 3; i++) hopper.step(new Float64Array(3));
    hopper.reset();
    expect(hopper.episodes).toHaveLength(2);
    const [first] = hopper.episodes;
    expect(first).toMatchObject({ id: 'Hopper-v4', end: 'truncated' });
    expect(first!.frames.map((frame) => frame.length)).toEqual([6, 6, 6, 6]);
    expect(first!.frames[3]).not.toEqual(first!.frames[2]);
    hopper.dispose();
  });

  it('all pass the checker, snapshots included', async () => {
    const make2 = async (): Promise<Environment> =>
      (await make('Hopper-v4', { maxEpisodeSteps: 20 })) as Environment;
    const wrapped = [
      new NormalizeObservation(await make2()),
      new NormalizeReward(await make2()),
      new RescaleAction(await make2()),
      new AbsorbingState(await make2()),
      new FlattenObservation(await make2()),
      new RecordFrames(await make2()),
    ];
    for (const environment of wrapped) {
      const { errors } = checkEnvironment(environment, { steps: 60 });
      // Running statistics outlive a reset, so that two runs from one seed differ there by design.
      const expected = environment.constructor.name.includes('Normalize')
        ? [expect.stringMatching(/same seed/)]
        : [];
      expect(errors).toEqual(expected);
      environment.dispose();
    }
  });
});
