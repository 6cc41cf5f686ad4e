import type { StandardSchemaV1 } from '@standard-schema/spec';

import type { EnvironmentV1 } from '../contracts/environment/v1.js';
import type { Episode } from '../contracts/data-source/episode.js';
import type { DataSourceV1 } from '../contracts/data-source/v1.js';
import type { PreferenceV1 } from '../contracts/preference/v1.js';
import type { Space, SpaceValue } from '../contracts/space/v1.js';
import type { RandomStreams } from '../random/random-streams.js';
import type { ExtensionPoint } from './extension-point.js';

/** Counts every environment step of a run, whoever takes it. */
export interface StepCounter {
  /** Steps so far. */
  readonly steps: number;
  /** Counts steps that were just taken. */
  add(steps: number): void;
}

/** The environment of a run as its components see it. */
export interface EnvironmentContext {
  /** The registered id. */
  readonly id: string;
  /** What observations are drawn from. */
  readonly observationSpace: Space;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** A fresh instance, flattened to a box or discrete observation; whoever makes it disposes of it. */
  make(): Promise<EnvironmentV1<SpaceValue>>;
}

/** A component named in a configuration: its id alone, or its id and its options. */
export type ComponentChoice = string | { readonly id: string; readonly [option: string]: unknown };

/** What a component gets when it is made. The container behind it is asked here and never again. */
export interface CreateContext {
  /** The run's named random streams. */
  readonly random: RandomStreams;
  /** Counts environment steps, whoever takes them. */
  readonly counter: StepCounter;
  /**
   * The run's folder (absolute), where components may write files of their own once they are used, and not when they are
   * made: a run that `openRun` opens has it too, and writes nothing. Absent for a run without a folder.
   */
  readonly output?: string;
  /** Absent where a run has no environment (preference learning on texts). */
  readonly environment?: EnvironmentContext;
  /** Absent where a run has no demonstrations. */
  readonly demonstrations?: DataSourceV1<Episode>;
  /** Absent where a run has no recorded preferences. */
  readonly preferences?: DataSourceV1<PreferenceV1>;
  /** Whether updates run as compiled graphs or as plain tfjs. @defaultValue compiled */
  readonly execution: 'compiled' | 'eager';
  /** Tells what cannot stop a run but should be known, in a whole sentence; a run always has it. */
  readonly warn?: (message: string) => void;
  /**
   * Makes another registered component, validating its options. What the user chose for this slot comes first
   * (`policy: td3` at the top of the configuration), `fallback` otherwise. What is in `overrides` stands in its context
   * instead of the run's own.
   */
  create<T>(point: ExtensionPoint<T>, fallback?: ComponentChoice, overrides?: ContextOverrides): Promise<T>;
}

/**
 * What a component may show the components that it makes instead of the run's own: a preference learner shows its reward
 * model an environment whose observations are the features of texts.
 */
export type ContextOverrides = Partial<Pick<CreateContext, 'environment'>>;

/** One implementation registered at an extension point. */
export interface Component<T, Schema extends StandardSchemaV1 = StandardSchemaV1> {
  /** Kebab-case, unique at its extension point; environments use Gymnasium's ids (`Hopper-v4`). */
  readonly id: string;
  /** One sentence for listings and documentation. */
  readonly description: string;
  /**
   * Checks and completes the options (zod, or any Standard Schema). Options that it has validated it must give back as
   * they are: they are saved and validated again, so values are converted in `create` and not here.
   */
  readonly optionsSchema: Schema;
  /**
   * Slots of the configuration that it reads besides its own options, such as `['reward', 'policy']`. A configuration
   * that chooses what neither the algorithm nor another chosen component declares is refused; an algorithm that declares
   * nothing is looked at only when the run is put together.
   */
  readonly uses?: readonly ConfigurationSlot[];
  /** Options that are paths: relative ones in a configuration are taken from its folder and become absolute. */
  readonly paths?: readonly string[];
  /** Makes one, from validated options. */
  create(options: StandardSchemaV1.InferOutput<Schema>, context: CreateContext): T | Promise<T>;
}

/** Top-level keys of a configuration that name a component. */
export type ConfigurationSlot =
  | 'environment'
  | 'demonstrations'
  | 'algorithm'
  | 'reward'
  | 'policy'
  | 'trustRegion'
  | 'preferences'
  | 'gatherer'
  | 'queryStrategy'
  | 'textEncoder';

/** Types a component by its schema, so that `create` sees the validated options. */
export function defineComponent<T, Schema extends StandardSchemaV1>(
  _point: ExtensionPoint<T>,
  component: Component<T, Schema>,
): Component<T, Schema> {
  return component;
}
