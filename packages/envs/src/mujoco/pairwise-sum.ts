const BLOCK = 128;

/**
 * Adds in the order in which NumPy's `sum` adds contiguous numbers: eight running sums, joined in pairs, and halves of
 * anything longer than 128. `round` is applied to each partial sum (`Math.fround` for float32).
 */
export function pairwiseSum(
  values: Float64Array,
  round: (x: number) => number = (x) => x,
  start = 0,
  end = values.length,
): number {
  const count = end - start;
  if (count < 8) {
    let sum = 0;
    for (let i = start; i < end; i++) sum = round(sum + values[i]!);
    return sum;
  }
  if (count > BLOCK) {
    let half = Math.floor(count / 2);
    half -= half % 8;
    return round(
      pairwiseSum(values, round, start, start + half) + pairwiseSum(values, round, start + half, end),
    );
  }
  const r = values.slice(start, start + 8);
  let i = 8;
  for (; i < count - (count % 8); i += 8)
    for (let j = 0; j < 8; j++) r[j] = round(r[j]! + values[start + i + j]!);
  const add = (a: number, b: number): number => round(a + b);
  let sum = add(add(add(r[0]!, r[1]!), add(r[2]!, r[3]!)), add(add(r[4]!, r[5]!), add(r[6]!, r[7]!)));
  for (; i < count; i++) sum = round(sum + values[start + i]!);
  return sum;
}
