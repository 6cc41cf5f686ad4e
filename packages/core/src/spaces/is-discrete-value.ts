import type { DiscreteSpace } from '../contracts/space/v1.js';

/** Whether a value is among the integers of a discrete space. */
export function isDiscreteValue({ start, n }: Pick<DiscreteSpace, 'start' | 'n'>, value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= start && value < start + n;
}
