/**
 * Policy optimizers: soft actor-critic, its replay buffer, collection and evaluation.
 *
 * @packageDocumentation
 */
export * from './collection/collector.js';
export * from './collection/demonstration-starts.js';
export * from './collection/episode-recorder.js';
export * from './components.js';
export * from './inverse-soft-q/create-inverse-soft-q.js';
export * from './inverse-soft-q/inverse-soft-q-objective.js';
export * from './inverse-soft-q/inverse-soft-q-options.js';
export * from './off-policy/off-policy-optimizer.js';
export { default } from './plugin.js';
export * from './replay/add-episode.js';
export * from './replay/relabel.js';
export * from './replay/replay-buffer.js';
export * from './replay/transition.js';
export type * from './sac/agent.js';
export * from './reinforcement-learning/reinforcement-learning.js';
export * from './reinforcement-learning/reinforcement-learning-options.js';
export type * from './sac/critic-objective.js';
export * from './sac/create-sac.js';
export * from './sac/sac.js';
export * from './sac/soft-actor-critic.js';
export * from './sac/sac-options.js';
export * from './sac/squashed-gaussian.js';
export * from './sac-discrete/create-sac-discrete.js';
export * from './sac-discrete/sac-discrete.js';
export * from './spaces/observation-scaling.js';
