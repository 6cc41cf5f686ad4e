/** The largest fall from a best value so far to a later one; 0 for a curve that never falls. */
export function largestDrop(values: readonly number[]): number {
  let best = -Infinity;
  let drop = 0;
  for (const value of values) {
    best = Math.max(best, value);
    drop = Math.max(drop, best - value);
  }
  return drop;
}
