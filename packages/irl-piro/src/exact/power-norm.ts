import { normMaximum } from './vectors.js';

/**
 * The p-norm of a vector with p = 16: a smooth upper bound on its largest magnitude, above it by less than a factor
 * `length^(1/16)` (1.4 for 200 entries). A penalty on it is a little more cautious than one on the maximum, so every bound that
 * holds for the maximum holds for it, and gradient ascent can follow it.
 */
export function powerNorm(vector: Float64Array): number {
  const largest = normMaximum(vector);
  if (largest === 0) return 0;
  return (
    largest * vector.reduce((sum, value) => sum + (Math.abs(value) / largest) ** POWER, 0) ** (1 / POWER)
  );
}

/** Gradient of {@link powerNorm}; zero at zero. */
export function powerNormGradient(vector: Float64Array): Float64Array {
  const norm = powerNorm(vector);
  if (norm === 0) return new Float64Array(vector.length);
  return vector.map((value) => Math.sign(value) * (Math.abs(value) / norm) ** (POWER - 1));
}

const POWER = 16;
