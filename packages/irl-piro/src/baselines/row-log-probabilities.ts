import type { PolicyOptimizer, Space } from '@minorant/core';

import type { TransitionRows } from '../transitions/transition-rows.js';

/** log pi(a|s) of rows under a policy, `[count]`; 0 for absorbing rows, where nothing is chosen. */
export async function rowLogProbabilities(
  policy: PolicyOptimizer,
  actionSpace: Space,
  rows: TransitionRows,
): Promise<Float32Array> {
  const observations = Float64Array.from(rows.observations);
  const actions =
    actionSpace.kind === 'discrete'
      ? Float64Array.from({ length: rows.count }, (_, row) => {
          const oneHot = rows.actions.subarray(row * actionSpace.n, (row + 1) * actionSpace.n);
          return actionSpace.start + Math.max(0, oneHot.indexOf(1));
        })
      : Float64Array.from(rows.actions);
  const values = await policy.logProbabilities!(observations, actions);
  return Float32Array.from(values, (value, row) => (rows.absorbing[row] === 1 ? 0 : value));
}
