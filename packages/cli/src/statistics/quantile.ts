/** The quantile of sorted numbers with linear interpolation, as NumPy's default. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.ceil(position);
  const below = sorted[low] ?? Number.NaN;
  return below + (position - low) * ((sorted[high] ?? Number.NaN) - below);
}
