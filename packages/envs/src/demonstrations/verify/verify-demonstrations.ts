import type { EnvironmentV1, Episode, SpaceValue } from '@minorant/core';

import { checkDemonstrationSpaces } from '../check-spaces.js';
import { openDemonstrations } from '../open-demonstrations.js';
import { toAction } from '../record/space-values.js';
import { findObservedState, type ObservedState } from './observed-state.js';

/** Options of {@link verifyDemonstrations}. */
export interface VerifyOptions {
  /** The largest error of reward or next observation that still counts as agreement. @defaultValue 1e-9 */
  readonly tolerance?: number;
  /** Verifies only the first so many episodes. @defaultValue all */
  readonly episodes?: number;
}

/** Largest and median absolute error over the steps, and where the largest is. */
export interface ErrorSummary {
  /** Largest absolute difference. */
  readonly largest: number;
  /** Median of the largest difference of each step. */
  readonly median: number;
  /** Episode in which the largest is, from 0. */
  readonly episode: number;
  /** Step of that episode in which it is, from 0. */
  readonly step: number;
}

/** What {@link verifyDemonstrations} found; plain JSON. */
export interface VerifyReport {
  /** The file that was read. */
  readonly file: string;
  /** Registered id of the environment. */
  readonly environmentId: string;
  /** How many episodes. */
  readonly episodes: number;
  /** Steps that were compared. */
  readonly steps: number;
  /** Steps left out because a velocity is clipped and no step before shows its true value. */
  readonly skipped: number;
  /** Differences of the next observation. */
  readonly observation: ErrorSummary;
  /** Differences of the reward. */
  readonly reward: ErrorSummary;
  /** Steps whose termination differs from the recorded one. */
  readonly terminationMismatches: number;
  /** What was tolerated. */
  readonly tolerance: number;
  /** Whether all errors are within the tolerance and all terminations agree. */
  readonly passed: boolean;
}

/** Velocities are clipped to this by Hopper and Walker2d. */
const clip = 10;

/**
 * Says whether a recording and an environment agree: puts the environment into the state of every recorded observation,
 * takes the recorded action, and compares reward and next observation.
 *
 * The state is the observation's own positions and velocities, with x = y = 0 where those are left out and the solver's
 * warm start at zero. A velocity recorded as exactly 10 in size was clipped: its true value is taken from our own
 * step before. Rewards from body positions (Ant) depend on where the physics last computed them, so those are carried
 * over from the step before as well.
 *
 * Humanoid agrees only roughly: its solver (PGS) stops after 50 iterations short of convergence, so that a step depends
 * on the warm start, which recordings do not hold.
 *
 * @throws MNR_DEMONSTRATIONS_MISMATCH, MNR_DEMONSTRATIONS_NO_STATE, and what `openDemonstrations` throws.
 */
export async function verifyDemonstrations(
  path: string,
  environment: EnvironmentV1<SpaceValue>,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const { tolerance = 1e-9 } = options;
  const state = findObservedState(environment);
  const reader = await openDemonstrations(path);
  try {
    checkDemonstrationSpaces(reader.header, environment);
    const count = Math.min(options.episodes ?? Infinity, reader.header.lengths.length);
    const errors: StepError[] = [];
    let steps = 0;
    for (let index = 0; index < count; index++) {
      const episode = reader.read(index);
      steps += episode.length;
      for (const error of verifyEpisode(state, episode)) errors.push({ ...error, episode: index });
    }
    const observation = summariseErrors(errors, 'observation');
    const reward = summariseErrors(errors, 'reward');
    const terminationMismatches = errors.filter((error) => error.terminationDiffers).length;
    return {
      file: reader.header.file,
      environmentId: environment.id,
      episodes: count,
      steps,
      skipped: steps - errors.length,
      observation,
      reward,
      terminationMismatches,
      tolerance,
      passed:
        errors.length > 0 &&
        observation.largest <= tolerance &&
        reward.largest <= tolerance &&
        terminationMismatches === 0,
    };
  } finally {
    reader.close();
  }
}

interface StepError {
  readonly episode: number;
  readonly step: number;
  readonly observation: number;
  readonly reward: number;
  readonly terminationDiffers: boolean;
}

function* verifyEpisode({ task, skipped }: ObservedState, episode: Episode): Generator<StepError> {
  const { simulation } = task;
  const { nq, nv } = simulation;
  const { observationSize: size, actionSize } = episode;
  task.reset({ seed: 0 });
  let before: { qpos: Float64Array; qvel: Float64Array; xpos: Float64Array; xipos: Float64Array } | undefined;
  for (let step = 0; step < episode.length; step++) {
    const observed = episode.observations.subarray(step * size, (step + 1) * size);
    const next = episode.observations.subarray((step + 1) * size, (step + 2) * size);
    const qpos = new Float64Array(nq);
    qpos.set(observed.subarray(0, nq - skipped), skipped);
    const qvel = observed.slice(nq - skipped, nq - skipped + nv);
    let recoverable = true;
    for (let i = 0; i < nv; i++)
      if (Math.abs(qvel[i]!) === clip) {
        if (before === undefined) recoverable = false;
        else qvel[i] = before.qvel[i]!;
      }
    simulation.resetData();
    task.setState(qpos, qvel);
    if (before !== undefined) {
      simulation.array('xpos').set(shifted(before.xpos, before.qpos, skipped));
      simulation.array('xipos').set(shifted(before.xipos, before.qpos, skipped));
    }
    const action = toAction(
      task.actionSpace,
      episode.actions.subarray(step * actionSize, (step + 1) * actionSize),
    );
    const result = task.step(action);
    before = {
      qpos: simulation.qpos.slice(),
      qvel: simulation.qvel.slice(),
      xpos: simulation.array('xpos').slice(),
      xipos: simulation.array('xipos').slice(),
    };
    if (!recoverable) continue;
    let difference = 0;
    for (let i = 0; i < size; i++)
      difference = Math.max(difference, Math.abs(result.observation[i]! - next[i]!));
    yield {
      episode: 0,
      step,
      observation: difference,
      reward: Math.abs(result.reward - episode.rewards[step]!),
      terminationDiffers: result.terminated !== (episode.terminations[step] === 1),
    };
  }
}

/** World positions after a step, moved to where the next one begins: with the left-out coordinates at zero. */
function shifted(positions: Float64Array, qpos: Float64Array, skipped: number): Float64Array {
  return positions.map((value, i) => (i >= 3 && i % 3 < skipped ? value - qpos[i % 3]! : value));
}

function summariseErrors(errors: readonly StepError[], key: 'observation' | 'reward'): ErrorSummary {
  const sorted = [...errors].sort((a, b) => a[key] - b[key]);
  const last = sorted.at(-1);
  return {
    largest: last?.[key] ?? NaN,
    median: sorted[sorted.length >> 1]?.[key] ?? NaN,
    episode: last?.episode ?? 0,
    step: last?.step ?? 0,
  };
}
