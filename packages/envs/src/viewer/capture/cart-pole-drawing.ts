import type { Episode } from '@minorant/core';

import type { Drawing2d, Pose2d } from './scene-2d.js';

/** Half the track on either side, in metres. */
const edge = 2.4;

/** Draws CartPole from its observations: the cart's position and the pole's angle; the pole is one metre long. */
export function cartPoleDrawing(episode: Episode): Drawing2d {
  return {
    dt: 0.02,
    bounds: [-2.8, -0.9, 2.8, 1.6],
    shapes: [
      { points: [-edge, -0.13, edge, -0.13], fill: 'line', line: true },
      { points: [-edge, -0.2, -edge, -0.06], fill: 'line', line: true },
      { points: [edge, -0.2, edge, -0.06], fill: 'line', line: true },
      { points: [-0.25, -0.12, 0.25, -0.12, 0.25, 0.12, -0.25, 0.12], fill: 'agent', moves: true },
      { points: [-0.035, -0.05, 0.035, -0.05, 0.035, 1, -0.035, 1], fill: 'accent', moves: true },
      { radius: 0.05, fill: 'line', moves: true },
    ],
    poses: (frame): Pose2d[] => {
      const [x = 0, , angle = 0] = episode.observations.subarray(frame * episode.observationSize);
      return [
        [x, 0, 0, 1],
        [x, 0, -angle, 1],
        [x, 0, 0, 1],
      ];
    },
  };
}
