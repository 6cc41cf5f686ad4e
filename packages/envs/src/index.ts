/**
 * Gymnasium's tasks for Node: spaces, random numbers, MuJoCo, wrappers, vector environments and demonstrations.
 *
 * @packageDocumentation
 */
export { default } from './plugin.js';
export type * from './mujoco/mjcf/mjcf-model.js';
export * from './adroit/adroit-hand.js';
export * from './adroit/adroit-options.js';
export * from './cart-pole/cart-pole-dynamics.js';
export * from './cart-pole/cart-pole-mdp.js';
export * from './cart-pole/cart-pole-options.js';
export * from './cart-pole/cart-pole.js';
export * from './cart-pole/interpolation-grid.js';
export * from './checker/check-environment.js';
export * from './demonstrations/index.js';
export * from './grid-world/grid-world-mdp.js';
export * from './grid-world/grid-world-options.js';
export * from './locomotion/environments.js';
export * from './lunar-lander/lander-heuristic.js';
export * from './lunar-lander/lunar-lander-options.js';
export * from './lunar-lander/lunar-lander.js';
export * from './mazes/maze-agent.js';
export * from './mazes/maze-goal.js';
export * from './mazes/maze-layout.js';
export * from './mazes/maze-maps.js';
export * from './mazes/maze-options.js';
export * from './mazes/maze.js';
export * from './mujoco/load-mujoco.js';
export * from './mujoco/mjcf/write-mjcf.js';
export * from './mujoco/mujoco-engine.js';
export * from './mujoco/mujoco-environment.js';
export * from './mujoco/simulation.js';
export * from './random/pcg64.js';
export * from './registry/environment-entry.js';
export * from './registry/registry.js';
export * from './spaces/contains.js';
export * from './spaces/create-spaces.js';
export * from './spaces/describe-space.js';
export * from './spaces/sample.js';
export * from './spaces/space-json.js';
export * from './spaces/spaces-equal.js';
export * from './tabular/build-tabular-mdp.js';
export * from './tabular/check-tabular-mdp.js';
export * from './tabular/dense-transitions.js';
export * from './tabular/optimal-values.js';
export * from './tabular/tabular-environment.js';
export * from './wrappers/time-limit.js';
export * from './wrappers/unwrapped.js';
export * from './wrappers/wrapper.js';
export * from './mazes/flatten-goal.js';
