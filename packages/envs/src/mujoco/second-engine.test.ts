import loadSecond from 'mujoco-js';
import { beforeAll, describe, expect, it } from 'vitest';

import { Ant, antV4Options } from '../locomotion/ant.js';
import { HalfCheetah, halfCheetahOptions } from '../locomotion/half-cheetah.js';
import { Hopper, hopperOptions } from '../locomotion/hopper.js';
import { ant } from '../locomotion/robots/ant.js';
import { halfCheetah } from '../locomotion/robots/half-cheetah.js';
import { hopper } from '../locomotion/robots/hopper.js';
import { walker2d } from '../locomotion/robots/walker2d.js';
import { Walker2d, walker2dOptions } from '../locomotion/walker2d.js';
import { locomotionRecordings } from '../testing/locomotion-recording.js';
import { replayLocomotion } from '../testing/replay-locomotion.js';
import { loadMujoco } from './load-mujoco.js';
import type { MujocoBindings } from './mujoco-bindings.js';
import { MujocoEngine } from './mujoco-engine.js';
import type { MujocoEnvironment } from './mujoco-environment.js';

const v4 = { physics: 'v4' } as const;
const tasks: Readonly<Record<string, (engine: MujocoEngine) => MujocoEnvironment>> = {
  'Hopper-v4': (engine) => new Hopper('Hopper-v4', engine.compile(hopper, v4), hopperOptions.parse({}), 'v4'),
  'HalfCheetah-v4': (engine) =>
    new HalfCheetah('HalfCheetah-v4', engine.compile(halfCheetah, v4), halfCheetahOptions.parse({}), 'v4'),
  'Walker2d-v4': (engine) =>
    new Walker2d('Walker2d-v4', engine.compile(walker2d(0.9), v4), walker2dOptions.parse({}), 'v4'),
  'Ant-v4': (engine) => new Ant('Ant-v4', engine.compile(ant, v4), antV4Options.parse({}), 'v4'),
};

describe('MuJoCo 3.3.8 (mujoco-js) behind the same adapter', () => {
  let second: MujocoEngine;
  beforeAll(async () => {
    const bindings: unknown = await loadSecond({ print: () => undefined, printErr: () => undefined });
    second = new MujocoEngine(bindings as MujocoBindings);
  });

  it('is another version', async () => {
    expect(second.version).toBe('3.3.8');
    expect((await loadMujoco()).version).toBe('3.14.0');
  });

  it.each(Object.keys(tasks))('%s equals the recording there too', (id) => {
    const recording = locomotionRecordings('v4').find((one) => one.id === id)!;
    const environment = tasks[id]!(second);
    const found = replayLocomotion(environment, recording);
    environment.dispose();
    expect(found.reset).toBeLessThanOrEqual(1e-12);
    expect(found.observation).toBeLessThanOrEqual(1e-9);
    expect(found.reward).toBeLessThanOrEqual(1e-9);
    expect(found.ends).toBe(0);
  });
});
