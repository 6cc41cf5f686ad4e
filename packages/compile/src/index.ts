/**
 * jit for TensorFlow.js: the choice of a backend, training steps as one native graph, and the networks and optimizers
 * that make such steps fast.
 *
 * @packageDocumentation
 */
import './gradients/differentiable-again.js';

export * from './backend/start-backend.js';
export * from './compile/compile.js';
export type { OnnxRuntime, RuntimeSession, RuntimeTensor } from './compile/onnx-runtime.js';
export * from './export/export-onnx.js';
export * from './networks/mlp.js';
export type * from './networks/mlp-layout.js';
export * from './optimizers/adam.js';
