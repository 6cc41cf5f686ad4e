/**
 * Strength of the wind, between -1 and 1, at a step of its never repeating pattern:
 * `tanh(sin(0.02 k) + sin(0.01 pi k))`.
 */
export function lunarWind(step: number): number {
  return Math.tanh(Math.sin(0.02 * step) + Math.sin(Math.PI * 0.01 * step));
}
