import type { MetricRecord } from '../metric-sink/v1.js';
import type { RewardOptimizerV1 } from '../reward-optimizer/v1.js';
import type { Snapshot } from '../snapshot/v1.js';

/** What a callback sees of the run. */
export interface CallbackContext {
  /** The algorithm that runs. */
  readonly algorithm: RewardOptimizerV1;
  /** Environment steps so far. */
  readonly step: number;
  /** Outer iterations so far. */
  readonly iteration: number;
  /** Ends the run after this iteration. */
  stop(reason: string): void;
}

/** Called by the pipeline around iterations. An error thrown by a callback ends the run. */
export interface CallbackV1 {
  /** Version of the contract that this implements. */
  readonly specificationVersion: 'v1';
  /** Called before the first iteration of a training; of a resumed one too, after `restore`. */
  onStart?(context: CallbackContext): void | Promise<void>;
  /** Called after each iteration, with what it reported. */
  onIteration?(context: CallbackContext, record: MetricRecord): void | Promise<void>;
  /** Called when the run ends, for whatever reason; what it throws after a failure is not heard. */
  onEnd?(context: CallbackContext): void | Promise<void>;
  /**
   * Copies what it remembers from one iteration to the next, so that a resumed run goes on with it. Not asked of a
   * callback that was given as an object: a run's configuration cannot name it, and a resumed run does without it.
   */
  snapshot?(): Snapshot | Promise<Snapshot>;
  /** Puts a snapshot of a callback of the same configuration back. */
  restore?(snapshot: Snapshot): void | Promise<void>;
}
