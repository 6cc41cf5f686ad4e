import type { Evaluation, StopReason } from '@minorant/core';

/** True returns of one policy, as `--json` and `summary.json` give them. */
export interface ReturnSummary {
  readonly mean: number;
  /** Population standard deviation over the episodes. */
  readonly std: number;
  readonly episodes: number;
  readonly meanLength: number;
}

/** What is known of a run once it has ended: the line that `--json` prints and the file `summary.json`. */
export interface RunSummary {
  readonly algorithm: string;
  readonly environment: string | null;
  readonly seed: number;
  /** `unfinished` for a run that is under way or was killed. */
  readonly stopped: StopReason | 'unfinished';
  readonly steps: number;
  readonly iterations: number;
  readonly seconds: number;
  /** The true return of the policy at the end of training; null without a policy or an environment. */
  readonly learnt: ReturnSummary | null;
  /** The demonstrations' return; null without demonstrations. */
  readonly expert: ReturnSummary | null;
  /** Uniformly random actions; null without an environment. */
  readonly random: ReturnSummary | null;
  /** The best evaluation during training and its step. */
  readonly best: (ReturnSummary & { readonly steps: number }) | null;
  /** Absolute with `--json`; in `summary.json` relative to the folder that it lies in. */
  readonly paths: { readonly run: string | null; readonly report: string | null };
}

/** The part of an evaluation that summaries keep. */
export function returnSummary(evaluation: Evaluation): ReturnSummary {
  return {
    mean: evaluation.meanReward,
    std: evaluation.stdReward,
    episodes: evaluation.episodes,
    meanLength: evaluation.meanLength,
  };
}

/**
 * Where a return, by default the learnt policy's, lies between random (0) and expert (1), or undefined where one is
 * missing or both are equal.
 */
export function normalisedReturn(
  summary: Pick<RunSummary, 'learnt' | 'expert' | 'random'>,
  value = summary.learnt?.mean,
): number | undefined {
  const { expert, random } = summary;
  if (value === undefined || !expert || !random || expert.mean === random.mean) return undefined;
  return (value - random.mean) / (expert.mean - random.mean);
}
