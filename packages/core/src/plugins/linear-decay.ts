import type { StepCounter } from './component.js';

/**
 * The factor of a schedule that falls linearly from 1 to 0 over environment steps, and stays at 0 after the last.
 *
 * @param counter - the run's steps so far, rollouts included
 * @param over - environment steps of the fall; without it the factor is always 1
 * @example
 * ```ts
 * import { linearDecay } from '@minorant/core';
 *
 * const learningRate = 3e-4 * linearDecay({ steps: 25_000 }, 100_000); // three quarters of 3e-4
 * ```
 */
export function linearDecay(counter: Pick<StepCounter, 'steps'>, over?: number): number {
  return over === undefined ? 1 : Math.max(0, 1 - counter.steps / over);
}
