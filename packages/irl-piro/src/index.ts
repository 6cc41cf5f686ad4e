/**
 * Inverse reinforcement learning with trust-region reward updates: TRRO, PIRO and the baselines.
 *
 * @packageDocumentation
 */
export { errors as irlErrors } from './errors.js';
export * from './trust-regions/index.js';
export { default } from './plugin.js';
