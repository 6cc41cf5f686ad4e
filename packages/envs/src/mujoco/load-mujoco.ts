import type { MujocoBindings } from './mujoco-bindings.js';
import { MujocoEngine } from './mujoco-engine.js';

let engine: Promise<MujocoEngine> | undefined;

/** Loads MuJoCo (`@mujoco/mujoco`, WASM) once a thread; later calls give the same engine. */
export function loadMujoco(): Promise<MujocoEngine> {
  engine ??= import('@mujoco/mujoco').then(async ({ default: load }) => {
    // MuJoCo's warnings (an unstable simulation) are reported by the simulation, not printed.
    const bindings = await load({ print: () => undefined, printErr: () => undefined });
    return new MujocoEngine(bindings as unknown as MujocoBindings);
  });
  return engine;
}
