import type { Episode } from '@minorant/core';

import {
  FRAMES_PER_SECOND,
  LANDER_OUTLINE,
  LEG_DISTANCE,
  LEG_DROP,
  LEG_HALF_SIZE,
  PAD_HEIGHT,
  WORLD_HEIGHT,
  WORLD_WIDTH,
} from '../../lunar-lander/lunar-lander-constants.js';
import { continuousThrust, discreteThrust } from '../../lunar-lander/lunar-thrust.js';
import type { ReplayShape } from '../replay-scene.js';
import type { Drawing2d, Pose2d } from './scene-2d.js';

/** The angle at which the legs hang from the lander while nothing touches them. */
const legAngle = 0.35;

/**
 * Draws LunarLander from its observations: position and angle of the lander are in them, the legs hang as they do in
 * flight. The moon's outline is only known when the episode was played again from its seed.
 */
export function lunarLanderDrawing(
  episode: Episode,
  terrain: readonly { readonly x: number; readonly y: number }[] | undefined,
): Drawing2d {
  const outline = terrain ?? [
    { x: 0, y: PAD_HEIGHT },
    { x: WORLD_WIDTH, y: PAD_HEIGHT },
  ];
  // Beyond the world's edges the moon goes on for the eye only.
  const far = 3 * WORLD_WIDTH;
  const line = outline.flatMap(({ x, y }) => [x, y]);
  const flags = [WORLD_WIDTH * 0.4, WORLD_WIDTH * 0.6];
  const box = (x: number, y: number): number[] => [-x, -y, x, -y, x, y, -x, y];
  const shapes: ReplayShape[] = [
    { points: [-far, -far, -far, outline[0]!.y, ...line, far, outline.at(-1)!.y, far, -far], fill: 'ground' },
    ...flags.flatMap((x): ReplayShape[] => [
      { points: [x, PAD_HEIGHT, x, PAD_HEIGHT + 1.6], fill: 'line', line: true },
      { points: [x, PAD_HEIGHT + 1.6, x + 0.8, PAD_HEIGHT + 1.3, x, PAD_HEIGHT + 1], fill: 'goal' },
    ]),
    { points: [-0.25, -0.4, 0.25, -0.4, 0, -1.9], fill: 'flame', moves: true },
    { points: [-0.6, 0.5, -0.6, 0.3, -1.4, 0.4], fill: 'flame', moves: true },
    { points: [0.6, 0.5, 0.6, 0.3, 1.4, 0.4], fill: 'flame', moves: true },
    ...[0, 1].map((): ReplayShape => ({
      points: box(LEG_HALF_SIZE.x, LEG_HALF_SIZE.y),
      fill: 'line',
      moves: true,
    })),
    { points: LANDER_OUTLINE.flatMap(({ x, y }) => [x, y]), fill: 'agent', moves: true },
  ];
  const poses = (frame: number): Pose2d[] => {
    const observation = episode.observations.subarray(frame * episode.observationSize);
    const x = observation[0]! * (WORLD_WIDTH / 2) + WORLD_WIDTH / 2;
    const y = observation[1]! * (WORLD_HEIGHT / 2) + PAD_HEIGHT + LEG_DROP;
    const angle = observation[4]!;
    const { main, side, direction } = thrustBefore(episode, frame);
    const legs = [-1, 1].map((leg): Pose2d => {
      const turned = angle - leg * legAngle;
      const [dx, dy] = [leg * LEG_DISTANCE, LEG_DROP];
      return [
        x - (dx * Math.cos(turned) - dy * Math.sin(turned)),
        y - (dx * Math.sin(turned) + dy * Math.cos(turned)),
        turned,
        1,
      ];
    });
    const body: Pose2d = [x, y, angle, 1];
    const flame = (power: number): Pose2d => [x, y, angle, power];
    // The engine on the left pushes to the right and the other way round.
    return [flame(main), flame(direction < 0 ? side : 0), flame(direction > 0 ? side : 0), ...legs, body];
  };
  return { dt: 1 / FRAMES_PER_SECOND, bounds: [0, 0, WORLD_WIDTH, WORLD_HEIGHT], shapes, poses };
}

function thrustBefore({ actions, actionSize }: Episode, frame: number): ReturnType<typeof discreteThrust> {
  if (frame === 0) return discreteThrust(0);
  if (actionSize === 1) return discreteThrust(actions[frame - 1]!);
  return continuousThrust(actions.subarray((frame - 1) * 2, frame * 2));
}
