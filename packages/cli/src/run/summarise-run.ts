import type { EvaluateOptions, Run, RunResult } from '@minorant/core';

import { returnSummary, type ReturnSummary, type RunSummary } from '../report/run-summary.js';

/** At least so many episodes stand behind the returns that a run ends with. */
const MINIMUM_EPISODES = 20;

/**
 * Measures what a run has learnt: the true returns of its policy, of uniformly random actions and of the
 * demonstrations. A run that was aborted is not measured, so that it ends soon.
 *
 * @param signal - stops the measuring. The summary then says `aborted`, although the training is over: whoever resumes
 * the run, an experiment too, finds nothing left to train and measures it.
 */
export async function summariseRun(
  run: Run,
  result: RunResult,
  report: string | null,
  signal?: AbortSignal,
): Promise<RunSummary> {
  const { configuration } = run;
  const measured = result.stopped !== 'aborted' && configuration.environment !== undefined;
  const episodes = Math.max(
    MINIMUM_EPISODES,
    configuration.evaluation === false ? 0 : configuration.evaluation.episodes,
  );
  const options = { episodes, ...(signal && { signal }) };
  const learnt =
    measured && run.algorithm.policy ? await measure(run, { ...options, policy: 'policy' }) : undefined;
  const random = measured ? await measure(run, { ...options, policy: 'random' }) : undefined;
  const expert = await run.expert();
  const { best } = result;
  return {
    algorithm: configuration.algorithm.id,
    environment: configuration.environment?.id ?? null,
    seed: configuration.seed,
    stopped: measured && !random ? 'aborted' : result.stopped,
    steps: result.steps,
    iterations: result.iterations,
    seconds: result.seconds,
    learnt: learnt ?? null,
    expert: expert ? returnSummary(expert) : null,
    random: random ?? null,
    best: best ? { ...returnSummary(best.evaluation), steps: best.steps } : null,
    paths: { run: run.output ?? null, report },
  };
}

/** The returns, or undefined when the signal ended the measuring. */
async function measure(run: Run, options: EvaluateOptions): Promise<ReturnSummary | undefined> {
  try {
    return returnSummary(await run.evaluate(options));
  } catch (error) {
    if (options.signal?.aborted) return undefined;
    throw error;
  }
}
