import type { EnvironmentV1, Episode, SpaceValue } from '@minorant/core';

import { CartPole } from '../../cart-pole/cart-pole.js';
import { checkDemonstrationSpaces } from '../../demonstrations/check-spaces.js';
import { findObservedState } from '../../demonstrations/verify/observed-state.js';
import { LunarLander } from '../../lunar-lander/lunar-lander.js';
import { Simulation } from '../../mujoco/simulation.js';
import { TabularEnvironment } from '../../tabular/tabular-environment.js';
import { Wrapper } from '../../wrappers/wrapper.js';
import { viewerErrors } from '../errors.js';
import type { ReplayScene } from '../replay-scene.js';
import { cartPoleDrawing } from './cart-pole-drawing.js';
import { gridWorldDrawing } from './grid-world-drawing.js';
import { lunarLanderDrawing } from './lunar-lander-drawing.js';
import { observedPositions } from './observed-positions.js';
import { replayStates } from './replay-states.js';
import { scene2d } from './scene-2d.js';
import { scene3d } from './scene-3d.js';

/**
 * Turns a recorded episode into a scene. States come from playing the episode again from its seed; where the file keeps
 * none, from the observations, as far as they show them.
 *
 * @throws MNR_REPLAY_NO_SCENE, MNR_REPLAY_UNKNOWN_STATE, MNR_DEMONSTRATIONS_MISMATCH
 */
export function captureReplay(
  environment: EnvironmentV1<SpaceValue>,
  episode: Episode,
  title = `Episode ${episode.id ?? 0}`,
): ReplayScene {
  checkDemonstrationSpaces({ ...episode, file: title, layout: 'minari', lengths: [] }, environment);
  const task = environment instanceof Wrapper ? environment.unwrapped : environment;
  const last = episode.length - 1;
  const end = episode.terminations[last] ? 'terminated' : episode.truncations[last] ? 'truncated' : 'open';
  const common = { title, environmentId: environment.id, rewards: [...episode.rewards], end } as const;

  const simulation: unknown = (task as { readonly simulation?: unknown }).simulation;
  if (simulation instanceof Simulation) {
    const { positions, dt } = recordedPositions(environment, simulation, episode);
    return { ...common, dt, ...scene3d(simulation, positions) };
  }
  const drawing = draw(task, environment, episode);
  if (drawing === undefined) throw viewerErrors.MNR_REPLAY_NO_SCENE({ environment: environment.id });
  return { ...common, dt: drawing.dt, ...scene2d(drawing, episode.length + 1) };
}

function draw(task: EnvironmentV1<SpaceValue>, environment: EnvironmentV1<SpaceValue>, episode: Episode) {
  if (task instanceof LunarLander) {
    let terrain: readonly { x: number; y: number }[] | undefined;
    const reason = replayStates(environment, episode, (frame, info) => {
      if (frame === 0) terrain = info['terrain'] as typeof terrain;
    });
    return lunarLanderDrawing(episode, reason === undefined ? terrain : undefined);
  }
  if (task instanceof CartPole) return cartPoleDrawing(episode);
  if (task instanceof TabularEnvironment) return gridWorldDrawing(task.mdp, episode);
  return undefined;
}

/** `qpos` of every frame, and the seconds between two. */
function recordedPositions(
  environment: EnvironmentV1<SpaceValue>,
  simulation: Simulation,
  episode: Episode,
): { readonly positions: readonly Float64Array[]; readonly dt: number } {
  const positions: Float64Array[] = [];
  const times: number[] = [];
  const reason = replayStates(environment, episode, () => {
    positions.push(simulation.qpos.slice());
    times.push(simulation.time);
  });
  if (reason === undefined) return { positions, dt: times[1]! - times[0]! };
  let observed;
  try {
    observed = findObservedState(environment);
  } catch (error) {
    throw viewerErrors.MNR_REPLAY_UNKNOWN_STATE({ environment: environment.id, reason }, error);
  }
  return { positions: observedPositions(observed, episode), dt: observed.task.dt };
}
