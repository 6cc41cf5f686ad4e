import type { Episode } from '@minorant/core';

import { toAction } from '../../demonstrations/record/space-values.js';
import type { ObservedState } from '../../demonstrations/verify/observed-state.js';

/**
 * The positions `qpos` of every frame from observations that show them all but x (and y): those are added up from what
 * the environment's own step moves.
 */
export function observedPositions({ task, skipped }: ObservedState, episode: Episode): Float64Array[] {
  const { simulation } = task;
  const { nq, nv } = simulation;
  const { observationSize: size, actionSize } = episode;
  const travelled = new Float64Array(skipped);
  const frames: Float64Array[] = [];
  task.reset({ seed: 0 });
  for (let frame = 0; frame <= episode.length; frame++) {
    const observed = episode.observations.subarray(frame * size, (frame + 1) * size);
    const qpos = new Float64Array(nq);
    qpos.set(observed.subarray(0, nq - skipped), skipped);
    const shown = qpos.slice();
    shown.set(travelled);
    frames.push(shown);
    if (frame === episode.length || skipped === 0) continue;
    task.setState(qpos, observed.slice(nq - skipped, nq - skipped + nv));
    const action = episode.actions.subarray(frame * actionSize, (frame + 1) * actionSize);
    task.step(toAction(task.actionSpace, action));
    for (let i = 0; i < skipped; i++) travelled[i]! += simulation.qpos[i]!;
  }
  return frames;
}
