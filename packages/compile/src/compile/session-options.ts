/**
 * The options of a session: every optimisation, and workers that sleep between calls, since the environment's work and
 * other processes need the processors then.
 */
export function sessionOptions(threads: number): Readonly<Record<string, unknown>> {
  return {
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    interOpNumThreads: 1,
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  };
}
