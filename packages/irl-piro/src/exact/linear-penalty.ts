import type { ExactPenalty } from './exact-penalty.js';
import { powerNorm, powerNormGradient } from './power-norm.js';
import { norm1, normMaximum } from './vectors.js';

/**
 * `C e`, e the largest change of the reward: TRRO's penalty as published (Theorem 3), for rewards within `[-bound, bound]`
 * as the theorem assumes.
 *
 * The maximum over tabular rewards is found exactly: along it, every parameter moves by e in the direction of its gradient or
 * until it meets the bound, and e grows for as long as those that still move have more than C of the gradient's 1-norm.
 * When C is at least that norm, which is at most `2 / (1 - gamma)`, e is zero: there is no step. When it is less, only the
 * bound ends the step: without one tabular rewards have no maximum, and their step is infinite.
 */
export function linearPenalty(constant: number, bound = Infinity): ExactPenalty {
  return {
    name: 'linear',
    coefficient: constant,
    value: (change, { reward }) => constant * (reward.tabular ? normMaximum(change) : powerNorm(change)),
    gradient: (change) => powerNormGradient(change).map((slope) => constant * slope),
    maximiser(direction, { parameters }) {
      const room = direction.map((slope, k) => Math.max(0, bound - Math.sign(slope) * parameters[k]!));
      const byRoom = Array.from(room.keys()).sort((a, b) => room[a]! - room[b]!);
      let moving = norm1(direction);
      let size = 0;
      for (const k of byRoom) {
        if (moving <= constant) break;
        size = room[k]!;
        moving -= Math.abs(direction[k]!);
      }
      return direction.map((slope, k) => Math.sign(slope) * Math.min(size, room[k]!));
    },
  };
}
