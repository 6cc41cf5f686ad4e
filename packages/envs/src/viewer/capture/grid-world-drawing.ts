import type { Episode, TabularMdp } from '@minorant/core';

import type { ReplayShape } from '../replay-scene.js';
import type { Drawing2d, Pose2d } from './scene-2d.js';

/**
 * Draws a square grid world, state `row * size + column` from the top left: cells shaded by their reward, the absorbing
 * ones as goals, the agent, and where it has been.
 */
export function gridWorldDrawing(mdp: TabularMdp, episode: Episode): Drawing2d | undefined {
  const size = Math.sqrt(mdp.states);
  const states = recordedStates(mdp, episode);
  if (!Number.isInteger(size) || states === undefined) return undefined;
  const rewards = Array.from({ length: mdp.states }, (_, state) => stateReward(mdp, state));
  const lowest = Math.min(...rewards);
  const span = Math.max(...rewards) - lowest || 1;
  const centre = (state: number): [number, number] => [
    (state % size) + 0.5,
    size - Math.floor(state / size) - 0.5,
  ];
  const shapes: ReplayShape[] = rewards.map((reward, state) => {
    const [x, y] = centre(state);
    const [h, label] = [0.475, Number(reward.toPrecision(3)).toString()];
    const points = [x - h, y - h, x + h, y - h, x + h, y + h, x - h, y + h];
    return { points, fill: mdp.absorbing[state] === 1 ? 'goal' : { share: (reward - lowest) / span }, label };
  });
  for (let i = 1; i < states.length; i++)
    shapes.push({
      points: [...centre(states[i - 1]!), ...centre(states[i]!)],
      fill: 'line',
      line: true,
      moves: true,
    });
  shapes.push({ radius: 0.26, fill: 'agent', moves: true });
  return {
    dt: 0.5,
    bounds: [-0.1, -0.1, size + 0.1, size + 0.1],
    shapes,
    poses: (frame): Pose2d[] => [
      ...states.slice(1).map((_, i): Pose2d => [0, 0, 0, i < frame ? 0.7 : 0]),
      [...centre(states[frame]!), 0, 1],
    ],
  };
}

function stateReward({ reward, actions }: TabularMdp, state: number): number {
  if (reward.of === 'state') return reward.values[state]!;
  return Math.max(...reward.values.slice(state * actions, (state + 1) * actions));
}

/** The states that observations stand for: numbers, one-hot rows or rows of the table's features. */
function recordedStates(mdp: TabularMdp, episode: Episode): number[] | undefined {
  const { observationSize: size, observations } = episode;
  const states = Array.from({ length: episode.length + 1 }, (_, frame) => {
    const row = observations.subarray(frame * size, (frame + 1) * size);
    if (size === 1) return row[0]!;
    if (size === mdp.states) return row.indexOf(1);
    return Array.from({ length: mdp.states }, (__, state) => state).findIndex((state) =>
      row.every((value, i) => Math.abs(value - mdp.features[state * mdp.featureCount + i]!) < 1e-6),
    );
  });
  return states.every((state) => Number.isInteger(state) && state >= 0 && state < mdp.states)
    ? states
    : undefined;
}
