/** Inner product of two vectors of the same length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** `a - b`, element by element. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

/** `a + scale * b`, element by element. */
export function addScaled(a: Float64Array, b: Float64Array, scale: number): Float64Array {
  return a.map((value, i) => value + scale * b[i]!);
}

/** Sum of magnitudes. */
export function norm1(a: Float64Array): number {
  return a.reduce((sum, value) => sum + Math.abs(value), 0);
}

/** Largest magnitude. */
export function normMaximum(a: Float64Array): number {
  return a.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** Pearson's correlation of two vectors. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length;
  const [centreA, centreB] = [mean(a), mean(b)];
  const da = a.map((value) => value - centreA);
  const db = b.map((value) => value - centreB);
  return dot(da, db) / Math.sqrt(dot(da, da) * dot(db, db));
}
