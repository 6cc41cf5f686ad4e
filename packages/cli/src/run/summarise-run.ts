import type { Evaluation, Run, RunResult } from '@minorant/core';

import { returnSummary, type ReturnSummary, type RunSummary } from '../report/run-summary.js';

/** At least so many episodes stand behind the returns that a run ends with. */
const MINIMUM_EPISODES = 20;

/**
 * Measures what a run has learnt: the true returns of its policy, of uniformly random actions and of the
 * demonstrations. A run that was aborted is not measured, so that it ends soon.
 */
export async function summariseRun(run: Run, result: RunResult, report: string | null): Promise<RunSummary> {
  const { configuration } = run;
  const measured = result.stopped !== 'aborted' && configuration.environment !== undefined;
  const episodes = Math.max(
    MINIMUM_EPISODES,
    configuration.evaluation === false ? 0 : configuration.evaluation.episodes,
  );
  const summary = (evaluation: Evaluation | undefined): ReturnSummary | null =>
    evaluation === undefined ? null : returnSummary(evaluation);
  const learnt = measured && run.algorithm.policy ? await run.evaluate({ episodes }) : undefined;
  const random = measured ? await run.evaluate({ episodes, policy: 'random' }) : undefined;
  const { best } = result;
  return {
    algorithm: configuration.algorithm.id,
    environment: configuration.environment?.id ?? null,
    seed: configuration.seed,
    stopped: result.stopped,
    steps: result.steps,
    iterations: result.iterations,
    seconds: result.seconds,
    learnt: summary(learnt),
    expert: summary(await run.expert()),
    random: summary(random),
    best: best ? { ...returnSummary(best.evaluation), steps: best.steps } : null,
    paths: { run: run.output ?? null, report },
  };
}
