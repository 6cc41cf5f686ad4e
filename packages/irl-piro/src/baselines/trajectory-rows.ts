import * as tf from '@tensorflow/tfjs';
import type { Episode } from '@minorant/core';

import type { ImitationTask } from '../transitions/imitation-task.js';
import { rowTensors, type RowTensors } from '../transitions/row-tensors.js';
import { padRows } from '../transitions/transition-rows.js';

/** Rows of several trajectories, and which row belongs to which. */
export interface TrajectoryRows {
  readonly rows: RowTensors;
  /**
   * `[N, B]`: how many steps of trajectory n row b stands for, divided by the square root of the mean length T of a
   * trajectory, so that a product of two sums over a trajectory is divided by T; an absorbing row stands for
   * `1 / (1 - gamma)` steps.
   */
  readonly steps: tf.Tensor2D;
  /** `[N]`: the share of each trajectory in an average; zero for padding. */
  readonly shares: tf.Tensor1D;
}

/** Tensors of trajectories, padded to powers of two so that compiled steps see few shapes. The caller disposes of them. */
export function trajectoryRows(task: ImitationTask, episodes: readonly Episode[]): TrajectoryRows {
  const parts = episodes.map((episode) => task.rows([episode]));
  const rows = padRows(task.rows(episodes));
  let count = 1;
  while (count < episodes.length) count *= 2;
  const steps = new Float32Array(count * rows.count);
  let total = 0;
  let column = 0;
  parts.forEach((part, n) => {
    // Weights are relative within an episode; its first step stands for one.
    for (let i = 0; i < part.count; i++, column++) {
      const multiplicity = part.weights[i]! / part.weights[0]!;
      steps[n * rows.count + column] = multiplicity;
      total += multiplicity;
    }
  });
  const scale = Math.sqrt(total / episodes.length);
  return {
    rows: rowTensors(rows),
    steps: tf.tensor2d(
      steps.map((value) => value / scale),
      [count, rows.count],
    ),
    shares: tf.tensor1d(
      Float32Array.from({ length: count }, (_, n) => (n < episodes.length ? 1 / episodes.length : 0)),
    ),
  };
}
