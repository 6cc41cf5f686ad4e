import type { ResolvedComponent, ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { slotOf } from '../configuration/slots.js';
import type { Episode } from '../contracts/data-source/episode.js';
import type { DataSourceV1 } from '../contracts/data-source/v1.js';
import type { PreferenceV1 } from '../contracts/preference/v1.js';
import { errors } from '../errors.js';
import type {
  ComponentChoice,
  ConfigurationSlot,
  ContextOverrides,
  CreateContext,
  EnvironmentContext,
} from '../plugins/component.js';
import type { ExtensionPoint } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { RandomStreams } from '../random/random-streams.js';
import type { RunGraphNode } from './run-graph.js';

/** Counts the environment steps of a run. */
export class RunStepCounter {
  #steps = 0;

  get steps(): number {
    return this.#steps;
  }

  add(steps: number): void {
    this.#steps += steps;
  }

  /** Goes back to a checkpoint's count. */
  restore(steps: number): void {
    this.#steps = steps;
  }
}

/** Makes the components of a run, and remembers what was chosen for what. */
export class RunAssembly {
  readonly host: PluginHost;
  readonly configuration: ResolvedConfiguration;
  readonly random: RandomStreams;
  readonly counter = new RunStepCounter();
  /** Components that the configuration left open, as they were chosen. */
  readonly filled: Partial<Record<ConfigurationSlot, ResolvedComponent>> = {};
  readonly nodes: RunGraphNode[] = [];
  /** Everything made so far, for the case that making the next one fails. */
  readonly made: unknown[] = [];
  environment: EnvironmentContext | undefined;
  demonstrations: DataSourceV1<Episode> | undefined;
  preferences: DataSourceV1<PreferenceV1> | undefined;

  /** Tells what cannot stop the run but should be known. */
  readonly warn: (message: string) => void;

  constructor(
    host: PluginHost,
    configuration: ResolvedConfiguration,
    warn = (message: string): void => process.emitWarning(message, 'MinorantWarning'),
  ) {
    this.host = host;
    this.configuration = configuration;
    this.warn = warn;
    this.random = new RandomStreams(configuration.seed);
  }

  /** What a component sees; `usedBy` is the slot of the component that it is made for. */
  context(usedBy?: string, overrides: ContextOverrides = {}): CreateContext {
    const { configuration, environment, demonstrations, preferences } = this;
    return {
      random: this.random,
      counter: this.counter,
      execution: configuration.execution,
      warn: this.warn,
      ...(configuration.output !== undefined && { output: configuration.output }),
      ...(environment && { environment }),
      ...(demonstrations && { demonstrations }),
      ...(preferences && { preferences }),
      ...overrides,
      create: (point, fallback, inner) => this.create(point, fallback, usedBy, { ...overrides, ...inner }),
    };
  }

  /** Makes what was chosen for the slot of this extension point, or the fallback. */
  async create<T>(
    point: ExtensionPoint<T>,
    fallback?: ComponentChoice,
    usedBy?: string,
    overrides?: ContextOverrides,
  ): Promise<T> {
    const slot = slotOf(point);
    const choice = (slot && this.configuration[slot]) ?? fallback;
    if (choice === undefined) {
      const registered = this.host.list(point).map(({ component }) => component.id);
      throw errors.MNR_RUN_NOT_CHOSEN({ slot: slot ?? point.id, asker: usedBy ?? 'The run', registered });
    }
    const resolved = await this.host.resolve(point, choice);
    if (slot && this.configuration[slot] === undefined) this.filled[slot] = resolved;
    return this.make(point, resolved, slot ?? point.id, usedBy, overrides);
  }

  /** Makes a component and notes it under a name. */
  async make<T>(
    point: ExtensionPoint<T>,
    choice: ResolvedComponent,
    slot: string,
    usedBy?: string,
    overrides?: ContextOverrides,
  ): Promise<T> {
    const { plugin, pluginVersion } = this.host.get(point, choice.id);
    const { id, ...options } = choice;
    const node: RunGraphNode = { slot, component: id, plugin, version: pluginVersion, options };
    this.nodes.push(usedBy === undefined ? node : { ...node, usedBy });
    const before = this.made.length;
    const made = await this.host.create(point, choice, this.context(slot, overrides));
    // What a component has made for itself is its own from here on, and disposed of with it.
    this.made.splice(before, Infinity, made);
    return made;
  }

  /** Disposes of everything made, newest first, whatever some of it throws: for a run that could not be put together. */
  async disposeAll(): Promise<void> {
    for (const made of this.made.splice(0).reverse()) {
      try {
        const { dispose, close } = made as { dispose?: () => unknown; close?: () => unknown };
        // Metric sinks are closed.
        await (dispose ?? close)?.call(made);
      } catch {
        // The error that led here is the one to be told.
      }
    }
  }
}
