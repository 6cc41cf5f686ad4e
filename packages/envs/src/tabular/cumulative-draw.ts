/**
 * The index that a uniform draw selects from a distribution, by the inverse of its cumulative sum: the first index whose
 * running sum exceeds `draw`.
 *
 * @param probabilities - the distribution; need not be normalised beyond rounding.
 * @param draw - uniform in `[0, 1)`.
 * @param start - first index of the distribution within `probabilities`.
 * @param end - index after its last.
 */
export function cumulativeDraw(
  probabilities: Float64Array,
  draw: number,
  start = 0,
  end = probabilities.length,
): number {
  let sum = 0;
  let last = start;
  for (let index = start; index < end; index++) {
    const probability = probabilities[index]!;
    if (probability === 0) continue;
    sum += probability;
    last = index;
    if (draw < sum) return index;
  }
  return last;
}
