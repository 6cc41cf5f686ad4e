/**
 * Contracts, plugin host, configuration, randomness and the pipeline runner.
 *
 * @packageDocumentation
 */
export * from './contracts/index.js';
export * from './errors/define-errors.js';
export * from './errors/minorant-error.js';
export * from './plugins/component.js';
export * from './plugins/define-plugin.js';
export * from './plugins/extension-point.js';
export * from './random/random-stream.js';
export * from './random/random-streams.js';
