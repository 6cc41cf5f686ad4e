import type { StartedBackend } from '@minorant/compile';
import type { ResolvedConfiguration } from '@minorant/core';

/**
 * Starts the TensorFlow.js backend that suits how a configuration runs its updates: plain arrays in host memory for
 * compiled graphs, the fastest backend there is for eager ones.
 */
export async function startBackendFor({ execution }: ResolvedConfiguration): Promise<StartedBackend> {
  const { startBackend } = await import('@minorant/compile');
  return startBackend({ execution });
}
