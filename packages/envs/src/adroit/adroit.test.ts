import type { EnvironmentV1, SpaceValue } from '@minorant/core';
import loadOldMujoco from 'mujoco-js';
import { describe, expect, it } from 'vitest';

import type { MujocoBindings } from '../mujoco/mujoco-bindings.js';
import { MujocoEngine } from '../mujoco/mujoco-engine.js';
import type { Simulation } from '../mujoco/simulation.js';
import { make } from '../registry/registry.js';
import { compareEnvironment, compareWithRecording } from '../testing/compare-with-recording.js';
import { readRoboticsRecording, recordedActions } from '../testing/robotics-recording.js';
import { TimeLimit } from '../wrappers/time-limit.js';
import { unwrapped } from '../wrappers/unwrapped.js';
import { AdroitDoor } from './adroit-door.js';
import { AdroitHammer } from './adroit-hammer.js';
import { AdroitPen } from './adroit-pen.js';
import { AdroitRelocate } from './adroit-relocate.js';
import { adroitDoor } from './robots/door.js';
import { adroitHammer } from './robots/hammer.js';
import { adroitPen } from './robots/pen.js';
import { adroitRelocate } from './robots/relocate.js';
import { eulerToQuaternion, quaternionToEuler } from './rotations.js';

const tasks = ['Door', 'Hammer', 'Pen', 'Relocate'] as const;
const sizes = { Door: [39, 28], Hammer: [46, 26], Pen: [45, 24], Relocate: [39, 30] } as const;

describe('Adroit hand beside recordings of Gymnasium-Robotics', () => {
  it.each(tasks)(
    "%s with today's contacts: 200 random steps to 1e-12, recorded with the same MuJoCo",
    async (task) => {
      const id = `AdroitHand${task}-v1`;
      const differences = await compareWithRecording(readRoboticsRecording(`${id}-newest`), id, {
        physics: 'v5',
      });
      expect(differences.reset).toBeLessThan(1e-12);
      expect(Math.max(...differences.singleObservations)).toBeLessThan(1e-12);
      expect(differences.singleReward).toBeLessThan(1e-12);
      // A pen in the hand is chaotic; the other trajectories agree to the end.
      const compared = task === 'Pen' ? differences.trajectory.slice(0, 1) : differences.trajectory;
      expect(Math.max(...compared)).toBeLessThan(task === 'Pen' ? 1e-5 : 1e-12);
    },
  );

  // Recorded with MuJoCo 3.2.7. Hammer and Relocate: its solver, limited to 20 iterations, stops elsewhere within its
  // tolerance than that of 3.14; the largest errors are in velocities.
  const tolerances = { Door: 1e-9, Hammer: 1e-5, Pen: 1e-9, Relocate: 1e-6 };
  it.each(tasks)("%s with the literature's contacts: resets and single steps", async (task) => {
    const differences = await compareWithRecording(readRoboticsRecording(`AdroitHand${task}-v1`));
    expect(differences.reset).toBeLessThan(1e-12);
    expect(Math.max(...differences.singleObservations)).toBeLessThan(tolerances[task]);
    expect(differences.singleReward).toBeLessThan(task === 'Hammer' ? 1e-8 : 1e-9);
    expect(differences.trajectory[0]).toBeLessThan(1e-5);
  });

  // The second opinion: the same models on MuJoCo 3.3.8, whose solver is that of 3.2.7.
  it("agrees with all of the literature's recordings to 1e-12 on the engine of their time", async () => {
    const engine = new MujocoEngine((await loadOldMujoco()) as unknown as MujocoBindings);
    expect(engine.version).toBe('3.3.8');
    for (const [task, model, Task] of [
      ['Door', adroitDoor, AdroitDoor],
      ['Hammer', adroitHammer, AdroitHammer],
      ['Pen', adroitPen, AdroitPen],
      ['Relocate', adroitRelocate, AdroitRelocate],
    ] as const) {
      const id = `AdroitHand${task}-v1`;
      const simulation = engine.compile(model, { physics: 'v4', nativeccd: false });
      const bare = new Task({
        id,
        simulation,
        options: { rewardType: 'dense', physics: 'v4' },
        version: 'v1',
      });
      const differences = compareEnvironment(readRoboticsRecording(id), new TimeLimit(bare, 200), bare);
      expect(differences.reset).toBeLessThan(1e-12);
      expect(Math.max(...differences.singleObservations)).toBeLessThan(1e-12);
      expect(differences.singleReward).toBeLessThan(1e-12);
      expect(Math.max(...differences.trajectory)).toBeLessThan(1e-11);
      expect(Math.max(...differences.trajectoryReward)).toBeLessThan(1e-11);
    }
  });

  it('Pen with sparse reward', async () => {
    const differences = await compareWithRecording(readRoboticsRecording('AdroitHandPenSparse-v1'));
    expect(differences.reset).toBeLessThan(1e-12);
    expect(Math.max(...differences.trajectoryReward)).toBe(0);
  });
});

describe('Adroit hand', () => {
  it.each(tasks)('%s has the sizes of Gymnasium-Robotics', async (task) => {
    const environment = await make(`AdroitHand${task}-v2`);
    const [observations, actions] = sizes[task];
    expect(environment.observationSpace).toMatchObject({ shape: [observations] });
    expect(environment.actionSpace).toMatchObject({ shape: [actions], dtype: 'float32' });
    environment.dispose();
  });

  it.each(['Door', 'Hammer', 'Relocate'] as const)('%s: v2 takes away what v1 adds', async (task) => {
    const [v1, v2] = await Promise.all([
      make(`AdroitHand${task}-v1`),
      make(`AdroitHand${task}-v2`, { physics: 'v4' }),
    ]);
    const rewards = [v1, v2].map((environment) => {
      environment.reset({ seed: 4 });
      return environment.step(new Float64Array(sizes[task][1])).reward;
    });
    const { observation } = v1.reset({ seed: 4 }) as { observation: Float64Array };
    // The palm's offset from handle, hammer or ball at the start; a step of 0.01 s moves it little.
    const [palm, object] = {
      Door: [observation.slice(29, 32), observation.slice(32, 35)],
      Hammer: [observation.slice(33, 36), observation.slice(36, 39)],
      Relocate: [observation.slice(30, 33), new Float64Array(3)],
    }[task] as [Float64Array, Float64Array];
    const distance = Math.hypot(...palm.map((value, axis) => value - object[axis]!));
    expect(rewards[0]! - rewards[1]!).toBeCloseTo(0.2 * distance, 2);
    v1.dispose();
    v2.dispose();
  });

  it.each(tasks)('%s goes on from a snapshot bit for bit, edited model included', async (task) => {
    const actions = recordedActions(40, sizes[task][1]);
    const environment = await make(`AdroitHand${task}-v1`);
    const other = await make(`AdroitHand${task}-v1`);
    environment.reset({ seed: 2 });
    other.reset({ seed: 3 });
    for (const action of actions.slice(0, 20)) environment.step(action);
    const snapshot = structuredClone(environment.snapshot());
    const run = (on: EnvironmentV1<SpaceValue>) => [
      ...actions.slice(20).map((action) => on.step(action)),
      on.reset(),
    ];
    const first = run(environment);
    other.restore(snapshot);
    expect(run(other)).toEqual(first);
    environment.dispose();
    other.dispose();
  });

  it('starts from a given state', async () => {
    const environment = await make('AdroitHandRelocate-v2');
    const state = {
      qpos: new Float64Array(36).with(30, 0.1),
      qvel: new Float64Array(36),
      obj_pos: [0.05, 0.1, 0.035],
      target_pos: [0.1, 0.2, 0.3],
    };
    const reset = (options: Record<string, unknown>) =>
      environment.reset({ seed: 0, options: { initialStateDict: options } }).observation as Float64Array;
    const difference = [...reset(state).slice(-3)];
    for (const [axis, value] of [-0.05, -0.1, -0.265].entries())
      expect(difference[axis]).toBeCloseTo(value, 12);
    expect(() => reset({ ...state, target_pos: [1] })).toThrow('target_pos [3]');
    expect(() => reset({ qpos: [], qvel: [] })).toThrow('qpos [36]');
    environment.dispose();
  });

  it('gives its memory back', async () => {
    const sizes: number[] = [];
    for (let round = 0; round < 25; round++) {
      const environment = await make('AdroitHandPen-v1');
      environment.reset({ seed: round });
      environment.step(new Float64Array(24));
      sizes.push(
        (unwrapped(environment) as unknown as { simulation: Simulation }).simulation.qpos.buffer.byteLength,
      );
      environment.dispose();
    }
    // Each instance takes 8 MB and more: kept, they would have grown the memory by 200 MB.
    expect(sizes.at(-1)).toBe(sizes[2]);
  });

  it('turns angles to quaternions and back', () => {
    const angles = [0.3, -0.7, 1.2] as const;
    const quaternion = eulerToQuaternion(angles);
    expect(Math.hypot(...quaternion)).toBeCloseTo(1, 14);
    for (const [axis, value] of quaternionToEuler(quaternion).entries())
      expect(value).toBeCloseTo(angles[axis]!, 13);
    // A quarter turn about z.
    const [, , turn] = quaternionToEuler([Math.SQRT1_2, 0, 0, Math.SQRT1_2]);
    expect(turn).toBeCloseTo(Math.PI / 2, 14);
  });
});
