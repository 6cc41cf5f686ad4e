import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import type { DataSourceV1 } from '../contracts/data-source/v1.js';
import type { Episode } from '../contracts/data-source/episode.js';
import type { MetricRecord } from '../contracts/metric-sink/v1.js';
import type { RewardOptimizerV1 } from '../contracts/reward-optimizer/v1.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';
import { readEpisodes } from '../data/standardise.js';
import { errors } from '../errors.js';
import type { FileLock } from '../locks/file-lock.js';
import { MetricFanOut } from '../metrics/metric-fan-out.js';
import type { CreateContext } from '../plugins/component.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { readManifest } from '../snapshots/read-snapshot.js';
import type { RunParts } from './assemble-run.js';
import { callbacksSnapshot, restoreCallbacks } from './callback-states.js';
import { EvaluationEnvironments } from './evaluation-environments.js';
import { evaluationOf } from './evaluation-of.js';
import type { Evaluation } from './evaluation.js';
import type { PipelineRuntime } from './options.js';
import { RunCallbacks } from './run-callbacks.js';
import { RunCheckpoints } from './run-checkpoints.js';
import { writeConfiguration, writeEnvironment } from './run-folder.js';
import { runGraphOf } from './run-graph-of.js';
import type { RunGraph } from './run-graph.js';
import { hasSaved, removeResult, savePolicyAndReward, writeFailure, writeResult } from './run-output.js';
import { RunSchedule, type RunCounts } from './run-schedule.js';
import type { EvaluateOptions, Run, RunResult, StopReason, TrainOptions } from './run.js';
import { initialState, parseState, stateSnapshot, type TrainingState } from './training-state.js';

/** The runner: everything a run does between being put together and being disposed of. */
export class PipelineRun implements Run {
  readonly configuration: ResolvedConfiguration;
  readonly algorithm: RewardOptimizerV1;
  readonly host: PluginHost;
  readonly context: CreateContext;
  readonly demonstrations?: DataSourceV1<Episode>;
  readonly output?: string;
  readonly #parts: RunParts;
  readonly #runtime: PipelineRuntime;
  readonly #sinks: MetricFanOut;
  readonly #checkpoints: RunCheckpoints | undefined;
  readonly #evaluations: EvaluationEnvironments;
  readonly #schedule: RunSchedule;
  readonly #lock: FileLock | undefined;
  #state = initialState();
  #lastCheckpoint = { iteration: -1, at: performance.now() };
  #status: 'ready' | 'training' | 'disposed' = 'ready';

  constructor(parts: RunParts, runtime: PipelineRuntime, output: string | undefined, lock?: FileLock) {
    const { assembly, configuration, algorithm, host, checkpointStore, environment } = parts;
    this.#parts = parts;
    this.#runtime = runtime;
    this.#lock = lock;
    this.configuration = configuration;
    this.algorithm = algorithm;
    this.host = host;
    this.context = assembly.context();
    if (assembly.demonstrations) this.demonstrations = assembly.demonstrations;
    if (output !== undefined) this.output = output;
    this.#sinks = new MetricFanOut(parts.sinks, assembly.warn);
    if (checkpointStore && configuration.checkpoints) {
      this.#checkpoints = new RunCheckpoints(checkpointStore, configuration.checkpoints.keep);
    }
    this.#evaluations = new EvaluationEnvironments(assembly.environment, environment);
    this.#schedule = new RunSchedule(configuration);
  }

  get steps(): number {
    return this.#parts.assembly.counter.steps;
  }

  get iteration(): number {
    return this.#state.iteration;
  }

  async train(options: TrainOptions = {}): Promise<RunResult> {
    if (this.#status === 'disposed') throw errors.MNR_RUN_DISPOSED({});
    if (this.#status === 'training') throw errors.MNR_RUN_BUSY({});
    this.#status = 'training';
    const callbacks = new RunCallbacks(this.#parts.callbacks, () => {
      return { algorithm: this.algorithm, step: this.steps, iteration: this.iteration };
    });
    try {
      await removeResult(this.output);
      const result = await this.#loop(callbacks, options);
      await writeResult(this.output, { status: 'completed', ...result });
      return result;
    } catch (error) {
      await callbacks.fail();
      const checkpoint = this.#checkpoints?.newest?.id ?? null;
      await writeFailure(this.output, error, { checkpoint, ...this.#counts });
      throw error;
    } finally {
      this.#leaveTraining();
    }
  }

  /** A run that was disposed of while it trained stays so. */
  #leaveTraining(): void {
    if (this.#status === 'training') this.#status = 'ready';
  }

  async #loop(callbacks: RunCallbacks, { signal, interrupt }: TrainOptions): Promise<RunResult> {
    const state = this.#state;
    let reason: StopReason | undefined;
    await callbacks.start();
    state.stopped ??= callbacks.stopped;

    for (;;) {
      // An algorithm need never wait for the event loop, and handlers of signals and timers would not run either.
      await turn();
      if (state.stopped) reason = 'callback';
      else if (state.finished) reason = 'finished';
      else if (this.#schedule.spent(this.#counts) >= 1) reason = 'budget';
      else if (signal?.aborted || interrupt?.aborted) reason = 'aborted';
      if (reason) break;

      const stepsBefore = this.steps;
      const started = performance.now();
      const report = await this.algorithm.iterate(interrupt ? { signal: interrupt } : {});
      state.iteration += 1;
      state.steps = this.steps;
      state.seconds += (performance.now() - started) / 1000;
      state.finished = report.finished === true;
      this.#checkFinite(report.metrics);
      const isDue = this.#canEvaluate() && this.#schedule.evaluationIsDue(stepsBefore, this.#counts);
      const evaluated = isDue ? await this.#evaluateNow() : {};
      const record = this.#record({ ...report.metrics, ...evaluated });
      state.metrics = report.metrics;
      await this.#sinks.write(record);
      await callbacks.iteration(record);
      state.stopped = callbacks.stopped;
      this.#progress(record);
      // The last one is saved below, with the evaluation at the end.
      const isLast = state.finished || this.#schedule.spent(this.#counts) >= 1;
      const sinceLast = performance.now() - this.#lastCheckpoint.at;
      if (!isLast && this.#schedule.checkpointIsDue(stepsBefore, this.#counts, sinceLast)) {
        await this.#checkpoint();
      }
    }

    await this.#settleBest();
    let isNew = this.#lastCheckpoint.iteration !== state.iteration;
    if (reason !== 'aborted' && this.#canEvaluate() && !this.#evaluation) {
      const record = this.#record(await this.#evaluateNow());
      await this.#sinks.write(record);
      this.#progress(record);
      isNew = true;
    }
    if (isNew) await this.#checkpoint();
    await this.#saveInto('final');
    await callbacks.end();
    return {
      stopped: reason,
      ...(reason === 'callback' && state.stopped),
      steps: this.steps,
      iterations: state.iteration,
      seconds: state.seconds,
      metrics: state.metrics,
      ...(this.#evaluation && { final: this.#evaluation }),
      ...(state.best && { best: state.best }),
    };
  }

  async evaluate(options: EvaluateOptions = {}): Promise<Evaluation> {
    return evaluationOf(await this.collect(options));
  }

  async collect(options: EvaluateOptions = {}): Promise<readonly Episode[]> {
    if (this.#status === 'disposed') throw errors.MNR_RUN_DISPOSED({});
    const { evaluation } = this.configuration;
    const defaults = evaluation || { episodes: 10, deterministic: true, seed: 0 };
    return this.#evaluations.play(this.algorithm, {
      episodes: options.episodes ?? defaults.episodes,
      deterministic: options.deterministic ?? defaults.deterministic,
      seed: options.seed ?? defaults.seed,
      policy: options.policy ?? 'policy',
      ...(options.signal && { signal: options.signal }),
    });
  }

  async expert(): Promise<Evaluation | undefined> {
    return this.demonstrations && evaluationOf(await readEpisodes(this.demonstrations));
  }

  async save(folder: string): Promise<void> {
    if (this.#status === 'disposed') throw errors.MNR_RUN_DISPOSED({});
    await savePolicyAndReward(folder, this.algorithm, this.#notes());
    await writeConfiguration(folder, this.configuration);
    await writeEnvironment(folder, this.host);
  }

  graph(): RunGraph {
    return runGraphOf(this.#parts.assembly.nodes);
  }

  /** Everything that a checkpoint holds. */
  async snapshot(): Promise<Snapshot> {
    const { values, parts } = stateSnapshot(this.#state);
    const algorithm = await this.algorithm.snapshot();
    const random = this.#parts.assembly.random.snapshot();
    const callbacks = await callbacksSnapshot(this.#parts.namedCallbacks);
    return {
      ...(values && { values }),
      parts: { ...parts, algorithm, random, ...(callbacks && { callbacks }) },
    };
  }

  /**
   * Goes on from a checkpoint, the newest by default, and forgets what came after it; false when there is none.
   *
   * @throws MinorantError `MNR_RUN_BUDGET_SPENT` when it is to be extended by a budget that is spent there, or
   * `MNR_RUN_NO_CHECKPOINT` when the run has saved something and its checkpoints are gone; before anything is forgotten.
   */
  async resume(checkpoint?: string, options: { readonly extends?: boolean } = {}): Promise<boolean> {
    const snapshot = await this.#checkpoints?.load(checkpoint);
    if (snapshot) {
      const where = this.#checkpoints!.newest?.id ?? 'checkpoint';
      this.#state = parseState(snapshot, where);
      const { algorithm, random, callbacks } = snapshot.parts ?? {};
      if (!algorithm || !random) {
        throw errors.MNR_CHECKPOINT_MALFORMED({
          path: where,
          problem: 'it lacks the algorithm or the random streams',
        });
      }
      this.#parts.assembly.counter.restore(this.#state.steps);
      if (options.extends && (this.#state.finished || this.#schedule.spent(this.#counts) >= 1)) {
        const { finished } = this.#state;
        throw errors.MNR_RUN_BUDGET_SPENT({
          ...{ path: this.output!, finished },
          ...this.#schedule.told(this.#counts),
        });
      }
      // Who extends a run that a callback has ended wants it to go on.
      if (options.extends) this.#state.stopped = undefined;
      await this.algorithm.restore(algorithm);
      this.#parts.assembly.random.restore(random);
      if (callbacks) await restoreCallbacks(this.#parts.namedCallbacks, callbacks);
      this.#lastCheckpoint = { iteration: this.#state.iteration, at: performance.now() };
      await this.#checkpoints!.forgetLater();
    }
    const { output } = this;
    if (!snapshot && output !== undefined && (await hasSaved(output))) {
      const problem = 'it was trained and saved, but its checkpoints are gone';
      throw errors.MNR_RUN_NO_CHECKPOINT({ path: output, problem });
    }
    await this.#sinks.rewind(this.#state.iteration);
    return snapshot !== undefined;
  }

  async dispose(): Promise<void> {
    if (this.#status === 'disposed') return;
    this.#status = 'disposed';
    try {
      await this.#sinks.close();
      this.algorithm.dispose();
      this.#evaluations.dispose();
    } finally {
      try {
        await this.host.dispose();
      } finally {
        await this.#lock?.release();
      }
    }
  }

  /** The evaluation of the policy as it is now, if there was one. */
  get #evaluation(): NonNullable<TrainingState['lastEvaluation']>['evaluation'] | undefined {
    const { lastEvaluation, iteration } = this.#state;
    return lastEvaluation?.iteration === iteration ? lastEvaluation.evaluation : undefined;
  }

  async #evaluateNow(): Promise<Record<string, number>> {
    const evaluation = await this.evaluate();
    const state = this.#state;
    const kept = structuredClone(evaluation) as typeof evaluation & { returns: number[]; lengths: number[] };
    state.lastEvaluation = { iteration: state.iteration, evaluation: kept };
    const values = {
      'eval/mean_reward': evaluation.meanReward,
      'eval/std_reward': evaluation.stdReward,
      'eval/mean_ep_length': evaluation.meanLength,
    };
    this.#checkFinite(values);
    if (!state.best || evaluation.meanReward > state.best.evaluation.meanReward) {
      state.best = { ...this.#notes(), evaluation: kept };
      await this.#saveInto('best');
    }
    return values;
  }

  #record(values: Readonly<Record<string, number>>): MetricRecord {
    const { iteration, seconds } = this.#state;
    const time = {
      'time/iterations': iteration,
      'time/time_elapsed': seconds,
      'time/total_timesteps': this.steps,
      ...(seconds > 0 && { 'time/fps': this.steps / seconds }),
    };
    return { step: this.steps, iteration, seconds, values: { ...values, ...time } };
  }

  get #counts(): RunCounts {
    const { iteration: iterations, seconds } = this.#state;
    return { steps: this.steps, iterations, seconds };
  }

  #canEvaluate(): boolean {
    const { assembly, algorithm } = this.#parts;
    return (
      this.configuration.evaluation !== false &&
      assembly.environment !== undefined &&
      algorithm.policy !== undefined
    );
  }

  async #checkpoint(): Promise<void> {
    if (!this.#checkpoints) return;
    const { iteration } = this.#state;
    await this.#checkpoints.save(this.steps, this.#evaluation?.meanReward, await this.snapshot());
    this.#lastCheckpoint = { iteration, at: performance.now() };
  }

  #notes(): { steps: number; iteration: number } {
    return { steps: this.steps, iteration: this.#state.iteration };
  }

  /** Saves policy and reward into a folder of the run's, if it has one. */
  async #saveInto(name: 'final' | 'best'): Promise<void> {
    if (this.output !== undefined)
      await savePolicyAndReward(join(this.output, name), this.algorithm, this.#notes());
  }

  /**
   * A run that went back to an earlier checkpoint and ended before it was where it had been may still hold a best policy from
   * there. It is forgotten then: the policy of the best evaluation that still counts is gone, so the last one takes its place.
   */
  async #settleBest(): Promise<void> {
    if (this.output === undefined) return;
    const folder = join(this.output, 'best');
    const manifest = await readManifest(join(folder, 'policy')).catch(() => undefined);
    const state = this.#state;
    // Iterations too: some algorithms take no steps.
    const { steps, iteration } = manifest?.notes ?? {};
    const { best } = state;
    if (!manifest || (steps === best?.steps && iteration === (best?.iteration ?? iteration))) return;
    await rm(folder, { recursive: true, force: true });
    const evaluation = this.#evaluation;
    state.best = evaluation ? { ...this.#notes(), evaluation } : null;
    if (evaluation) await this.#saveInto('best');
  }

  #checkFinite(metrics: Readonly<Record<string, number>>): void {
    for (const [what, value] of Object.entries(metrics)) {
      if (Number.isFinite(value)) continue;
      const checkpoint = this.#checkpoints?.newest?.id;
      throw errors.MNR_RUN_NOT_FINITE({ what, value, checkpoint, ...this.#notes() });
    }
  }

  #progress(record: MetricRecord): void {
    const { iteration, seconds } = this.#state;
    const evaluation = this.#state.lastEvaluation?.evaluation;
    this.#runtime.onProgress?.({
      steps: this.steps,
      iteration,
      seconds,
      fraction: Math.min(1, this.#schedule.spent(this.#counts)),
      record,
      ...(evaluation && { evaluation }),
    });
  }
}
