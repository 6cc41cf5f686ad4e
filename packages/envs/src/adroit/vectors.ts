/** Euclidean distance of two points of equal dimension. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index]! - b[index]!) ** 2;
  return Math.sqrt(sum);
}

/** Sum of squares. */
export function squaredNorm(a: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * a[index]!;
  return sum;
}

/** Element-wise `(a - b) / divisor`. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>, divisor = 1): Float64Array {
  return Float64Array.from({ length: a.length }, (_, index) => (a[index]! - b[index]!) / divisor);
}
