/** The seed of each sub-environment: one seed counts up from the first on, as in Gymnasium; a list is taken as it is. */
export function spreadSeeds(
  seed: number | readonly number[] | undefined,
  count: number,
): readonly (number | undefined)[] {
  if (typeof seed === 'number') return Array.from({ length: count }, (_, i) => seed + i);
  return seed ?? [];
}
