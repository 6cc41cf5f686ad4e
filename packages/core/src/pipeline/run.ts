import type { Episode } from '../contracts/data-source/episode.js';
import type { DataSourceV1 } from '../contracts/data-source/v1.js';
import type { RewardOptimizerV1 } from '../contracts/reward-optimizer/v1.js';
import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import type { CreateContext } from '../plugins/component.js';
import type { Evaluation } from './evaluation.js';
import type { RunGraph } from './run-graph.js';

/** Options of {@link Run.train}. */
export interface TrainOptions {
  /** Ends the run after the iteration under way and saves it: a resumed run ends with the same bits. */
  readonly signal?: AbortSignal;
  /** Also ends the iteration under way early: quicker, but a resumed run is then another one. */
  readonly interrupt?: AbortSignal;
}

/** Why a run ended. */
export type StopReason = 'budget' | 'finished' | 'aborted' | 'callback';

/** What {@link Run.train} returns, and what `result.json` holds. */
export interface RunResult {
  /** Why the run ended. */
  readonly stopped: StopReason;
  /** What the callback gave as its reason, if one ended the run. */
  readonly message?: string;
  /** Environment steps that were taken. */
  readonly steps: number;
  /** Outer iterations that were made. */
  readonly iterations: number;
  /** Time in seconds. */
  readonly seconds: number;
  /** The metrics of the last iteration. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The evaluation at the end; absent without a policy, an environment or `evaluation`. */
  readonly final?: Evaluation;
  /** The best evaluation, and after how many steps it was. */
  readonly best?: { readonly steps: number; readonly evaluation: Evaluation };
}

/** Options of {@link Run.evaluate} and {@link Run.collect}. */
export interface EvaluateOptions {
  /** How many episodes. @defaultValue the configuration's, 10 */
  readonly episodes?: number;
  /** Whether actions are the policy's most likely ones and not samples. @defaultValue the configuration's, true */
  readonly deterministic?: boolean;
  /** Seed of the first episode, one more for each further one. @defaultValue the configuration's */
  readonly seed?: number;
  /** The run's policy, or actions drawn uniformly from the action space. @defaultValue `policy` */
  readonly policy?: 'policy' | 'random';
  /** Stops the work when aborted. */
  readonly signal?: AbortSignal;
}

/** A pipeline that is put together and ready to train. Made by `pipeline`, `resumePipeline` or `openRun`. */
export interface Run {
  /** Everything that was chosen, with all defaults filled in: what `config.yaml` holds. */
  readonly configuration: ResolvedConfiguration;
  /** The algorithm. */
  readonly algorithm: RewardOptimizerV1;
  /** What the plugins registered. */
  readonly host: PluginHost;
  /** Random streams, step counter and what else components share. */
  readonly context: CreateContext;
  /** The demonstrations, if the run has any. */
  readonly demonstrations?: DataSourceV1<Episode>;
  /** The run's folder (absolute), if it has one. */
  readonly output?: string;
  /** Steps so far. */
  readonly steps: number;
  /** Outer iterations so far. */
  readonly iteration: number;
  /** Iterates until the budget is spent or something ends the run; can be called again after an abort to go on. */
  train(options?: TrainOptions): Promise<RunResult>;
  /** Plays whole episodes on a separate environment with the true reward; its steps are not counted. */
  evaluate(options?: EvaluateOptions): Promise<Evaluation>;
  /** As {@link evaluate}, but returns the episodes themselves: demonstrations in the making. */
  collect(options?: EvaluateOptions): Promise<readonly Episode[]>;
  /** The returns of the demonstrations; undefined for a run that has none. */
  expert(): Promise<Evaluation | undefined>;
  /** Writes policy and reward (`policy/`, `reward/`), `config.yaml` and `environment.json` into a folder. */
  save(folder: string): Promise<void>;
  /** What is bound to what, from which plugin. */
  graph(): RunGraph;
  /** Frees algorithm, sinks, environments and plugins. */
  dispose(): Promise<void>;
}
