import 'reflect-metadata';

import { Container, ContainerModule } from 'inversify';

import type { ResolvedComponent } from '../configuration/resolved-configuration.js';
import { corePlugin } from '../core-plugin.js';
import { errors } from '../errors.js';
import { nearest } from '../text/nearest.js';
import { checkChoice } from './check-choice.js';
import type { ComponentChoice, CreateContext } from './component.js';
import type { Plugin } from './define-plugin.js';
import type { ExtensionPoint } from './extension-point.js';
import { orderPlugins } from './order-plugins.js';
import type { PluginHost, RegisteredComponent } from './plugin-host.js';
import { checkManifest } from './plugin-manifest.js';
import { PluginStaging, type PluginDisposal, type PluginEntry } from './plugin-staging.js';

/** Options of {@link createPluginHost}. */
export interface PluginHostOptions {
  /** In any order; core's own plugin is always there. The same plugin twice counts once. */
  readonly plugins?: readonly (Plugin | PluginEntry)[];
}

/**
 * Loads plugins: checks every manifest, orders them by their dependencies, runs each `setup`, and only when all of them
 * have succeeded makes what they registered available. When anything fails, what had been set up is disposed of.
 *
 * @throws MinorantError one of the `MNR_PLUGIN_` codes.
 *
 * @example
 * ```ts
 * import { createPluginHost, extensionPoints } from '@minorant/core';
 *
 * const host = await createPluginHost();
 * const sinks = host.list(extensionPoints.metricSink).map(({ component }) => component.id);
 * await host.dispose();
 * ```
 */
export async function createPluginHost({ plugins = [] }: PluginHostOptions = {}): Promise<PluginHost> {
  const entries = new Map<unknown, PluginEntry>([[corePlugin, { plugin: corePlugin }]]);
  for (const [i, given] of plugins.entries()) {
    const entry = isEntry(given) ? given : { plugin: given };
    checkManifest(entry.plugin, `Plugin ${i + 1}`);
    entries.set(entry.plugin, { ...entries.get(entry.plugin), ...entry });
  }
  const ordered = orderPlugins([...entries.values()]);
  const staging = new PluginStaging();
  try {
    for (const entry of ordered) await staging.setup(entry);
  } catch (error) {
    await disposeAll(staging.disposals);
    throw error;
  }
  const container = new Container({ defaultScope: 'Singleton' });
  const modules = ordered.map(
    ({ plugin }) =>
      new ContainerModule(({ bind }) => {
        for (const registered of staging.components.values()) {
          if (registered.plugin === plugin.name) bind(registered.point.token).toConstantValue(registered);
        }
      }),
  );
  await container.loadAsync(...modules);
  return new InversifyPluginHost(container, modules, ordered, staging);
}

/** The container is behind this class and nowhere else. */
class InversifyPluginHost implements PluginHost {
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  readonly #container: Container;
  readonly #modules: readonly ContainerModule[];
  readonly #points = new Map<symbol, ExtensionPoint<unknown>>();
  readonly #disposals: readonly PluginDisposal[];
  #disposed = false;

  constructor(
    container: Container,
    modules: readonly ContainerModule[],
    entries: readonly PluginEntry[],
    staging: PluginStaging,
  ) {
    this.#container = container;
    this.#modules = modules;
    this.plugins = entries.map(({ plugin: { name, version } }) => ({ name, version }));
    this.#disposals = staging.disposals;
    for (const { point } of staging.components.values()) this.#points.set(point.token, point);
  }

  list<T>(point: ExtensionPoint<T>): readonly RegisteredComponent<T>[] {
    if (this.#disposed) throw errors.MNR_PLUGIN_HOST_DISPOSED({});
    if (!this.#container.isBound(point.token)) return [];
    const all = this.#container.getAll<RegisteredComponent<T>>(point.token);
    return all.sort((a, b) => (a.component.id < b.component.id ? -1 : 1));
  }

  get<T>(point: ExtensionPoint<T>, id: string): RegisteredComponent<T> {
    const all = this.list(point);
    const found = all.find(({ component }) => component.id === id);
    if (found) return found;
    const registered = all.map(({ component }) => component.id);
    throw errors.MNR_PLUGIN_UNKNOWN_COMPONENT({
      point: point.id,
      id,
      registered,
      nearest: nearest(id, registered),
    });
  }

  points(): readonly ExtensionPoint<unknown>[] {
    return [...this.#points.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async resolve<T>(point: ExtensionPoint<T>, choice: ComponentChoice): Promise<ResolvedComponent> {
    const { component } = this.get(point, typeof choice === 'string' ? choice : choice.id);
    const { value, problems } = await checkChoice(this, point, choice);
    if (!value) throw errors.MNR_PLUGIN_OPTIONS({ point: point.id, id: component.id, problems });
    return value;
  }

  async create<T>(point: ExtensionPoint<T>, choice: ComponentChoice, context: CreateContext): Promise<T> {
    const { id, ...options } = await this.resolve(point, choice);
    const { component, plugin } = this.get(point, id);
    const made = await component.create(options, context);
    const found: unknown = (made as { specificationVersion?: unknown } | null | undefined)
      ?.specificationVersion;
    if (found === point.version) return made;
    await (made as { dispose?: () => unknown } | null | undefined)?.dispose?.();
    throw errors.MNR_PLUGIN_CONTRACT_VERSION({
      point: point.id,
      id,
      plugin,
      expected: point.version,
      found: String(found),
    });
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const problems = await disposeAll(this.#disposals);
    await this.#container.unloadAsync(...this.#modules.toReversed());
    if (problems.length === 0) return;
    throw errors.MNR_PLUGIN_DISPOSE(
      {
        plugins: [...new Set(problems.map(({ plugin }) => plugin))],
        problems: problems.map(({ error }) => (error instanceof Error ? error.message : String(error))),
      },
      problems.length === 1 ? problems[0]!.error : new AggregateError(problems.map(({ error }) => error)),
    );
  }
}

/** Calls every disposal in reverse order, whatever some of them throw; returns what they threw. */
async function disposeAll(
  disposals: readonly PluginDisposal[],
): Promise<{ plugin: string; error: unknown }[]> {
  const problems: { plugin: string; error: unknown }[] = [];
  for (const { plugin, dispose } of disposals.toReversed()) {
    try {
      await dispose();
    } catch (error) {
      problems.push({ plugin, error });
    }
  }
  return problems;
}

/** `given` may be anything when the caller is not typed. */
function isEntry(given: Plugin | PluginEntry | null | undefined): given is PluginEntry {
  return typeof given === 'object' && given !== null && 'plugin' in given;
}
