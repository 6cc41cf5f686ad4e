/**
 * Inverse reinforcement learning with trust-region reward updates: TRRO, PIRO and the baselines.
 *
 * @packageDocumentation
 */
export * from './baselines/index.js';
export { errors as irlErrors } from './errors.js';
export { ExactIrl } from './exact/exact-irl.js';
export * from './exact/index.js';
export { TabularRewardModel } from './exact/tabular-reward-model.js';
export * from './ml-irl/ml-irl.js';
export * from './piro/piro.js';
export * from './piro/piro-options.js';
export * from './reward-models/mlp-reward.js';
export * from './transitions/imitation-task.js';
export * from './transitions/row-tensors.js';
export * from './transitions/transition-rows.js';
export * from './trust-regions/index.js';
export { default } from './plugin.js';
