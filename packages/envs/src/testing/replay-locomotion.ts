import type { MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import { Pcg64 } from '../random/pcg64.js';
import type { LocomotionRecording } from './locomotion-recording.js';
import { readNumbers } from './read-numbers.js';

/** How far an environment is from the recorded one. */
export interface LocomotionDifferences {
  readonly reset: number;
  /** Largest errors of single steps from recorded states. */
  readonly observation: number;
  readonly reward: number;
  readonly info: number;
  /** Single steps whose end of episode differs. */
  readonly ends: number;
  /** Steps of the trajectory until an error beyond 1e-6 or a different end of episode. */
  readonly agrees: number;
}

function drawAction(environment: MujocoEnvironment, random: Pcg64, rounded: boolean): Float64Array {
  return environment.actionSpace.high.map((bound) => {
    const x = random.uniform(-1.5, 1.5) * bound;
    return rounded ? Math.fround(x) : x;
  });
}

/** Largest absolute difference; infinite where sizes differ or a number is missing. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

/** Plays a recording in a bare environment of the same task and options. */
export function replayLocomotion(
  environment: MujocoEnvironment,
  recording: LocomotionRecording,
): LocomotionDifferences {
  let reset = 0;
  for (const { seed, first, second } of recording.resets) {
    reset = Math.max(reset, apart(environment.reset({ seed }).observation, readNumbers(first)));
    reset = Math.max(reset, apart(environment.reset().observation, readNumbers(second)));
  }
  const agrees = replayTrajectory(environment, recording);
  const [observation, reward, info, ends] = [0, 0, 0, 0];
  const worst = { observation, reward, info, ends };
  const random = new Pcg64(recording.singles.seed);
  const keys = recording.infoKeys.split(' ').filter((key) => key !== '');
  for (const step of recording.singles.steps) {
    environment.simulation.resetData();
    environment.setState(readNumbers(step.qpos), readNumbers(step.qvel));
    const result = environment.step(drawAction(environment, random, !step.float64));
    worst.observation = Math.max(worst.observation, apart(result.observation, readNumbers(step.observation)));
    worst.reward = Math.max(worst.reward, Math.abs(result.reward - step.reward));
    const numbers = keys.map((key) => result.info[key] as number);
    worst.info = Math.max(worst.info, apart(numbers, readNumbers(step.info)));
    if (result.terminated !== step.terminated) worst.ends++;
  }
  return { reset, agrees, ...worst };
}

function replayTrajectory(environment: MujocoEnvironment, { trajectory }: LocomotionRecording): number {
  if (!trajectory) return 0;
  const random = new Pcg64(trajectory.seed);
  const rewards = readNumbers(trajectory.rewards);
  const observations = readNumbers(trajectory.observations);
  environment.reset({ seed: trajectory.seed });
  for (const [step, expected] of rewards.entries()) {
    const { observation, reward, terminated } = environment.step(drawAction(environment, random, true));
    const ended = trajectory.ends[step] !== '0';
    // The task itself knows no time limit, which also ends episodes of the recording.
    if (Math.abs(reward - expected) > 1e-6 || terminated !== (trajectory.ends[step] === '1')) return step;
    if ((step + 1) % trajectory.every === 0) {
      const at = ((step + 1) / trajectory.every - 1) * observation.length;
      if (apart(observation, observations.subarray(at, at + observation.length)) > 1e-6) return step;
    }
    if (ended) environment.reset();
  }
  return rewards.length;
}
