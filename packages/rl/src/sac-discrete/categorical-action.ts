import type { RandomStream } from '@minorant/core';

/** An index drawn from the softmax of `logits`; the first of the largest without `random`. */
export function categoricalAction(logits: ArrayLike<number>, random?: RandomStream): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  if (!random) return best;
  const weights = Array.from(logits, (logit) => Math.exp(logit - logits[best]!));
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return best;
}
