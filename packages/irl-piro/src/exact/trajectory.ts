import type { RandomStream, TabularMdp } from '@minorant/core';

/** One episode in a tabular MDP, as state and action numbers. */
export interface Trajectory {
  /** `[length + 1]` */
  readonly states: Int32Array;
  /** `[length]` */
  readonly actions: Int32Array;
}

/** Draws an episode of a policy until it is absorbed, or for `maximumSteps`. */
export function sampleTrajectory(
  mdp: TabularMdp,
  policy: Float64Array,
  random: RandomStream,
  maximumSteps = 1000,
): Trajectory {
  const { rowStarts, nextStates, probabilities } = mdp.transitions;
  const states = [draw(mdp.initial, 0, mdp.states, random)];
  const actions: number[] = [];
  for (let state = states[0]!; mdp.absorbing[state] === 0 && actions.length < maximumSteps;) {
    const start = state * mdp.actions;
    const action = draw(policy, start, start + mdp.actions, random) - start;
    const row = start + action;
    state = nextStates[draw(probabilities, rowStarts[row]!, rowStarts[row + 1]!, random)]!;
    actions.push(action);
    states.push(state);
  }
  return { states: Int32Array.from(states), actions: Int32Array.from(actions) };
}

/** Index of a draw from `probabilities[start .. end)`. */
function draw(probabilities: Float64Array, start: number, end: number, random: RandomStream): number {
  let left = random.uniform();
  let last = start;
  for (let i = start; i < end; i++) {
    const probability = probabilities[i]!;
    if (probability === 0) continue;
    last = i;
    left -= probability;
    if (left < 0) break;
  }
  return last;
}
