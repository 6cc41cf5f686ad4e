import type { MetricRecord } from '../metric-sink/v1.js';
import type { RewardOptimizerV1 } from '../reward-optimizer/v1.js';

/** What a callback sees of the run. */
export interface CallbackContext {
  readonly algorithm: RewardOptimizerV1;
  readonly step: number;
  readonly iteration: number;
  /** Ends the run after this iteration. */
  stop(reason: string): void;
}

/** Called by the pipeline around iterations. An error thrown by a callback ends the run. */
export interface CallbackV1 {
  readonly specificationVersion: 'v1';
  onStart?(context: CallbackContext): void | Promise<void>;
  onIteration?(context: CallbackContext, record: MetricRecord): void | Promise<void>;
  onEnd?(context: CallbackContext): void | Promise<void>;
}
