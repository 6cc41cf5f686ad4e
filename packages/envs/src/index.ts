/**
 * Gymnasium's tasks for Node: spaces, random numbers, MuJoCo, wrappers, vector environments and demonstrations.
 *
 * @packageDocumentation
 */
export { default } from './plugin.js';
export * from './demonstrations/index.js';
export * from './random/pcg64.js';
export * from './registry/environment-entry.js';
export * from './registry/registry.js';
export * from './spaces/contains.js';
export * from './spaces/create-spaces.js';
export * from './spaces/describe-space.js';
export * from './spaces/sample.js';
export * from './spaces/space-json.js';
export * from './spaces/spaces-equal.js';
export * from './wrappers/time-limit.js';
export * from './wrappers/wrapper.js';
