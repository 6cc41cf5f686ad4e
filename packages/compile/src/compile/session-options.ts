import type { OnnxModel } from '../onnx/model.js';

/**
 * The options of a session: one thread unless told otherwise, no worker that spins between calls, every optimisation.
 */
export function sessionOptions(
  _model: OnnxModel,
  threads: number | undefined,
): Readonly<Record<string, unknown>> {
  return {
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    interOpNumThreads: 1,
    intraOpNumThreads: threads ?? 1,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  };
}
