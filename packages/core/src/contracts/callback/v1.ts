import type { MetricRecord } from '../metric-sink/v1.js';
import type { RewardOptimizerV1 } from '../reward-optimizer/v1.js';

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
  /** Called before the first iteration. */
  onStart?(context: CallbackContext): void | Promise<void>;
  /** Called after each iteration, with what it reported. */
  onIteration?(context: CallbackContext, record: MetricRecord): void | Promise<void>;
  /** Called when the run ends, for whatever reason; what it throws after a failure is not heard. */
  onEnd?(context: CallbackContext): void | Promise<void>;
}
