import type { EnvironmentV1, SpaceValue, StepResult } from '@minorant/core';

import type { Simulation } from '../mujoco/simulation.js';
import { make } from '../registry/registry.js';
import { readNumbers } from './read-numbers.js';
import {
  flatObservation,
  largestDifference,
  recordedActions,
  type RoboticsRecording,
} from './robotics-recording.js';

/** The largest differences between an environment and a recording of the real one. */
export interface RecordingDifferences {
  readonly reset: number;
  /** Of single steps from recorded states with a cold solver. */
  readonly singleObservations: readonly number[];
  readonly singleReward: number;
  /** Of the trajectory, at each recorded step. */
  readonly trajectory: readonly number[];
  readonly trajectoryReward: readonly number[];
}

/** A bare task that can be put into a state. */
export interface Settable {
  readonly simulation: Simulation;
  setState(qpos: ArrayLike<number>, qvel: ArrayLike<number>): SpaceValue;
  step(action: SpaceValue): StepResult<SpaceValue>;
}

type Wrapped = EnvironmentV1<SpaceValue> & { readonly unwrapped: EnvironmentV1<SpaceValue> };

/** Plays a recording in the registered environment of `id` and measures how far apart the two are. */
export async function compareWithRecording(
  recording: RoboticsRecording,
  id = recording.id,
  options: Readonly<Record<string, unknown>> = {},
): Promise<RecordingDifferences> {
  const environment = (await make(id, options)) as Wrapped;
  return compareEnvironment(recording, environment, environment.unwrapped as unknown as Settable);
}

/** Plays a recording in an environment, whose bare task is `bare`, measures how far apart the two are, and disposes of it. */
export function compareEnvironment(
  recording: RoboticsRecording,
  environment: EnvironmentV1<SpaceValue>,
  bare: Settable,
): RecordingDifferences {
  try {
    let reset = environment.maxEpisodeSteps === recording.maxEpisodeSteps ? 0 : Infinity;
    for (const { seed, firstAndSecond } of recording.resets) {
      const first = flatObservation(environment.reset({ seed }).observation);
      const second = flatObservation(environment.reset().observation);
      const both = Float64Array.of(...first, ...second);
      reset = Math.max(reset, largestDifference(both, readNumbers(firstAndSecond)));
    }
    const { trajectory } = recording;
    const rewards = readNumbers(trajectory.rewards);
    const observations = readNumbers(trajectory.observations);
    const actions = recordedActions(rewards.length, bare.simulation.nu);
    const size = flatObservation(environment.reset({ seed: trajectory.seed }).observation).length;
    const differences: number[] = [];
    const rewardDifferences: number[] = [];
    for (const [step, action] of actions.entries()) {
      const result = environment.step(action);
      rewardDifferences.push(Math.abs(result.reward - rewards[step]!));
      if ((step + 1) % trajectory.every !== 0) continue;
      const at = ((step + 1) / trajectory.every) * size;
      const expected = observations.subarray(at, at + size);
      differences.push(largestDifference(flatObservation(result.observation), expected));
    }
    const singleObservations: number[] = [];
    let singleReward = 0;
    for (const single of recording.singles) {
      bare.simulation.resetData();
      bare.setState(readNumbers(single.qpos), readNumbers(single.qvel));
      const { observation, reward } = bare.step(readNumbers(single.action));
      singleObservations.push(
        largestDifference(flatObservation(observation), readNumbers(single.observation)),
      );
      singleReward = Math.max(singleReward, Math.abs(reward - single.reward));
    }
    return {
      reset,
      singleObservations,
      singleReward,
      trajectory: differences,
      trajectoryReward: rewardDifferences,
    };
  } finally {
    environment.dispose();
  }
}
