import type { TabularMdp } from '@minorant/core';

/** The transition probabilities as one dense array `[S * A * S]`, row-major: for small tables only. */
export function denseTransitions(mdp: TabularMdp): Float64Array {
  const { rowStarts, nextStates, probabilities } = mdp.transitions;
  const dense = new Float64Array(mdp.states * mdp.actions * mdp.states);
  for (let row = 0; row < mdp.states * mdp.actions; row++) {
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      dense[row * mdp.states + nextStates[entry]!]! += probabilities[entry]!;
    }
  }
  return dense;
}
