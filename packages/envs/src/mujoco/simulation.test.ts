import { beforeAll, describe, expect, it } from 'vitest';

import { ant } from '../locomotion/robots/ant.js';
import { hopper } from '../locomotion/robots/hopper.js';
import { make } from '../registry/registry.js';
import { loadMujoco } from './load-mujoco.js';
import type { MujocoEngine } from './mujoco-engine.js';
import type { Simulation } from './simulation.js';

let engine: MujocoEngine;
beforeAll(async () => {
  engine = await loadMujoco();
});

function drive(simulation: Simulation, steps: number): number[] {
  for (let i = 0; i < steps; i++) {
    simulation.ctrl.forEach((_, j, ctrl) => (ctrl[j] = Math.sin(i + j)));
    simulation.step(1);
  }
  return [...simulation.qpos, ...simulation.qvel];
}

describe('Simulation', () => {
  it('goes on from a snapshot bit for bit, lagging positions included', () => {
    const [one, other] = [engine.compile(ant, { physics: 'v4' }), engine.compile(ant, { physics: 'v4' })];
    drive(one, 60);
    one.computeBodyForces();
    const saved = one.snapshot();
    const positions = [...one.array('xpos'), ...one.array('cfrc_ext')];
    const expected = drive(one, 60);
    drive(other, 7);
    other.restore(saved);
    expect([...other.array('xpos'), ...other.array('cfrc_ext')]).toEqual(positions);
    expect(drive(other, 60)).toEqual(expected);
    one.dispose();
    other.dispose();
  });

  it('renews its views when the memory has grown', () => {
    const first = engine.compile(hopper, { physics: 'v4' });
    const stale = first.qpos;
    const others: Simulation[] = [];
    while (stale.length > 0 && others.length < 100)
      others.push(engine.compile({ ...hopper, memory: '40M' }, { physics: 'v4' }));
    expect(stale.length).toBe(0);
    expect(first.qpos[1]).toBe(1.25);
    expect(first.modelArray('body_mass')).toHaveLength(5);
    for (const simulation of [first, ...others]) simulation.dispose();
  });

  it('frees its memory', () => {
    // 200 states of 20 MB are 4 GB; WASM memory ends at 2 GiB, so that a state left behind by each would throw.
    for (let i = 0; i < 200; i++) engine.compile({ ...hopper, memory: '20M' }, { physics: 'v4' }).dispose();
    const last = engine.compile(hopper, { physics: 'v4' });
    last.dispose();
    last.dispose();
  });

  it('adds margins in v5 and takes the larger one in v4', () => {
    const rest = (physics: 'v4' | 'v5'): number => {
      const simulation = engine.compile(ant, { physics });
      simulation.step(600);
      const height = simulation.qpos[2]!;
      simulation.dispose();
      return height;
    };
    expect(rest('v5') - rest('v4')).toBeGreaterThan(0.005);
  });

  it('says what is wrong with a model', () => {
    const broken = { ...hopper, actuators: [{ kind: 'motor', joint: 'wing' }] } as const;
    expect(() => engine.compile(broken, { physics: 'v4' })).toThrow(
      /cannot compile the model hopper: .*wing/,
    );
    const simulation = engine.compile(hopper, { physics: 'v4' });
    expect(simulation.index('joint', 'foot_joint')).toBe(5);
    expect(() => simulation.index('body', 'wing')).toThrow(/no body named "wing"/);
    expect(() => simulation.modelArray('body_masses')).toThrow(/no array named "body_masses"/);
    simulation.dispose();
  });

  it('ends an episode whose physics has become unstable, and goes on after a reset', async () => {
    const environment = await make('HalfCheetah-v4');
    environment.reset({ seed: 1 });
    const still = new Float64Array(6);
    const before = environment.step(still).observation;
    const { simulation } = (environment as unknown as { unwrapped: { simulation: Simulation } }).unwrapped;
    simulation.qvel.fill(1e9);
    const broken = environment.step(still);
    expect(broken).toMatchObject({ terminated: true, reward: 0, info: { diverged: true } });
    expect(broken.observation).toEqual(before);
    const fresh = environment.reset({ seed: 1 }).observation;
    expect(environment.reset({ seed: 1 }).observation).toEqual(fresh);
    expect(environment.step(still).observation).toEqual(before);
    environment.dispose();
  });

  it('refuses actions that do not fit, and steps before a reset', async () => {
    const environment = await make('Hopper-v4');
    expect(() => environment.step(new Float64Array(3))).toThrow(/reset comes before/);
    environment.reset();
    expect(() => environment.step(new Float64Array(2))).toThrow(
      /3 finite numbers of Box\(float32, \[3\], -1..1\)/,
    );
    expect(() => environment.step(Float64Array.of(0, NaN, 0))).toThrow(/3 finite numbers/);
    environment.dispose();
  });
});
