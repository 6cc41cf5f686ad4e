import { pairwiseSum } from './pairwise-sum.js';

/**
 * `weight * sum(action ** 2)` with the rounding of NumPy: an action whose entries are all single-precision numbers is
 * taken as the float32 array that Gymnasium's policies give, so that squares and sum are rounded to single precision.
 * The product is rounded too where `numpy` is 2, whose scalars keep the array's precision (`-v5`); NumPy 1 (`-v4`)
 * made it a double.
 */
export function controlCost(action: Float64Array, weight: number, numpy: 1 | 2): number {
  const single = action.every((x) => Math.fround(x) === x);
  if (!single) return weight * pairwiseSum(action.map((x) => x * x));
  const sum = pairwiseSum(
    action.map((x) => Math.fround(x * x)),
    Math.fround,
  );
  return numpy === 2 ? Math.fround(Math.fround(weight) * sum) : weight * sum;
}
