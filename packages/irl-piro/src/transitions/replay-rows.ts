import type { ReplaySample } from '@minorant/core';

import type { TransitionRows, TransitionRowsOptions } from './transition-rows.js';

/**
 * Rows of transitions drawn from a replay: with absorbing states, each transition that ended the task brings a row of weight
 * `1 / (1 - gamma)` for what comes after it. Weights are those within the draw: the share of absorbing rows is that of whole
 * episodes where the draw is large, and less in the mean where it holds few ends.
 */
export function replayRows(
  sample: ReplaySample,
  {
    absorbingStates,
    lastTransitions = false,
    discount,
  }: Pick<TransitionRowsOptions, 'absorbingStates' | 'lastTransitions' | 'discount'>,
): TransitionRows {
  const { count: drawn, terminated } = sample;
  const ends = absorbingStates ? terminated.reduce((sum, flag) => sum + flag, 0) : 0;
  const count = drawn + ends;
  const observationSize = sample.observations.length / drawn;
  const actionSize = sample.actions.length / drawn;
  const grow = (rows: Float32Array, size: number): Float32Array => {
    const grown = new Float32Array(count * size);
    grown.set(rows);
    return grown;
  };
  const observations = grow(sample.observations, observationSize);
  const nextObservations = grow(sample.nextObservations, observationSize);
  if (lastTransitions && ends > 0) {
    let row = drawn;
    terminated.forEach((flag, i) => {
      if (flag === 0) return;
      const [from, to] = [i * observationSize, row * observationSize];
      for (const side of [observations, nextObservations]) side.copyWithin(to, from, from + observationSize);
      row += 1;
    });
  }
  const total = drawn + ends / (1 - discount);
  return {
    count,
    observationSize,
    actionSize,
    observations,
    actions: grow(sample.actions, actionSize),
    nextObservations,
    absorbing: new Float32Array(count).fill(1, drawn),
    nextAbsorbing: (absorbingStates ? grow(terminated, 1) : new Float32Array(count)).fill(1, drawn),
    weights: new Float32Array(count).fill(1 / total, 0, drawn).fill(1 / (1 - discount) / total, drawn),
  };
}
