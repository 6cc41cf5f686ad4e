import { RandomStream, type Episode, type Snapshot } from '@minorant/core';

import { ScriptedPolicy } from './scripted-policy.js';

/**
 * A scripted policy with a likelihood: actions are normal with standard deviation 1 around a mean that imitation moves
 * towards the actions it is shown. It notes what it was given.
 */
export class LikelyPolicy extends ScriptedPolicy {
  mean = 0;
  readonly seen: { observations: number[]; actions: number[] } = { observations: [], actions: [] };
  demonstrations: { episodes: readonly Episode[]; share: number } | undefined;

  imitate(observations: Float64Array, actions: Float64Array): Promise<number> {
    this.seen.observations.push(...observations);
    this.seen.actions.push(...actions);
    const loss =
      actions.reduce((sum, action) => sum + this.#negativeLogProbability(action), 0) / actions.length;
    this.mean += 0.1 * (actions.reduce((sum, action) => sum + action, 0) / actions.length - this.mean);
    return Promise.resolve(loss);
  }

  logProbabilities(_observations: Float64Array, actions: Float64Array): Promise<Float64Array> {
    return Promise.resolve(actions.map((action) => -this.#negativeLogProbability(action)));
  }

  #negativeLogProbability(action: number): number {
    return 0.5 * (action - this.mean) ** 2 + 0.5 * Math.log(2 * Math.PI);
  }

  override addDemonstrations(episodes: readonly Episode[] = [], options = { share: 0 }): void {
    this.demonstrations = { episodes, share: options.share };
  }

  override snapshot(): Snapshot {
    return { ...super.snapshot(), values: { mean: this.mean } };
  }

  override restore(snapshot: Snapshot): void {
    super.restore(snapshot);
    this.mean = snapshot.values!['mean'] as number;
  }
}

/** A likely policy and a stream for batches, both of one seed. */
export function likelyPolicy(seed: number): { policy: LikelyPolicy; random: RandomStream } {
  return { policy: new LikelyPolicy(seed), random: new RandomStream(seed) };
}
