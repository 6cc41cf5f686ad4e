/** True returns of whole episodes. */
export interface Evaluation {
  readonly episodes: number;
  /** Mean of the episodes' returns (undiscounted sums of the environment's own reward). */
  readonly meanReward: number;
  /** Population standard deviation of the returns, as in Stable-Baselines3's `evaluate_policy`. */
  readonly stdReward: number;
  readonly meanLength: number;
  readonly returns: readonly number[];
  readonly lengths: readonly number[];
}
