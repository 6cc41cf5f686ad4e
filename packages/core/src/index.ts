/**
 * Contracts, plugin host, configuration, randomness and the pipeline runner.
 *
 * @packageDocumentation
 */
export * from './contracts/index.js';
export * from './data/episode-schema.js';
export * from './data/episode-snapshot.js';
export * from './data/list-data-source.js';
export * from './data/standardise.js';
export * from './errors/define-errors.js';
export * from './errors/minorant-error.js';
export * from './async/turns.js';
export * from './files/make-folders.js';
export * from './locks/file-lock.js';
export * from './plugins/component.js';
export * from './plugins/linear-decay.js';
export * from './plugins/define-plugin.js';
export * from './plugins/extension-point.js';
export * from './contracts/policy-optimizer/check-learns-from-reward.js';
export * from './http/foreign-requests.js';
export * from './random/random-stream.js';
export * from './random/random-streams.js';
export * from './spaces/flatten-space.js';
export * from './spaces/flatten.js';
export * from './spaces/is-discrete-value.js';
export type * from './configuration/resolved-configuration.js';
export type * from './pipeline/evaluation.js';
export type * from './pipeline/options.js';
export type * from './pipeline/run-graph.js';
export type * from './pipeline/run-progress.js';
export type * from './pipeline/run.js';
export type * from './plugins/plugin-host.js';
export * from './snapshots/digest.js';
export * from './snapshots/read-snapshot.js';
export * from './snapshots/safetensors.js';
export * from './snapshots/write-snapshot.js';
export * from './plugins/create-plugin-host.js';
export * from './plugins/resolve-plugin.js';
export { corePlugin } from './core-plugin.js';
export * from './configuration/configuration-json-schema.js';
export * from './configuration/load-configuration.js';
export * from './configuration/resolve-configuration.js';
export { pathComponents } from './configuration/slots.js';
export { replaceFile } from './snapshots/durable-files.js';
export * from './checkpoints/file-checkpoint-store.js';
export * from './environments/flatten-environment.js';
export * from './metrics/console-sink.js';
export * from './metrics/csv-sink.js';
export * from './metrics/jsonl-sink.js';
export * from './metrics/tensorboard-sink.js';
export * from './pipeline/load-plugins.js';
export * from './pipeline/open-run.js';
export * from './pipeline/pipeline.js';
export * from './pipeline/play-episodes.js';
export * from './pipeline/resume-pipeline.js';
export { runHolder } from './pipeline/run-lock.js';
export { runDigest } from './pipeline/training-state.js';
