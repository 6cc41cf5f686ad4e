import type { TaskVersion } from './locomotion-options.js';

/** The NumPy whose rounding a version of a task has: `-v4` is of NumPy 1's time, `-v5` is computed with NumPy 2. */
export function numpyOf(version: TaskVersion): 1 | 2 {
  return version === 'v4' ? 1 : 2;
}
