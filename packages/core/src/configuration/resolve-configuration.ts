import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import type { z } from 'zod';

import { errors } from '../errors.js';
import type { ComponentChoice, ConfigurationSlot } from '../plugins/component.js';
import { checkChoice } from '../plugins/check-choice.js';
import { explainIssues } from '../plugins/explain-issues.js';
import { extensionPoints, type ExtensionPoint } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { isPluginPath } from '../plugins/resolve-plugin.js';
import { baseSchema } from './base-schema.js';
import { checkDeclaredUses } from './check-declared-uses.js';
import type { ResolvedComponent, ResolvedConfiguration } from './resolved-configuration.js';
import { configurationSlots, pathComponents } from './slots.js';

/** What {@link resolveConfiguration} looks things up in. */
export interface ResolveOptions {
  /** Knows which components there are. */
  readonly host: PluginHost;
  /** Relative paths are taken from here. @defaultValue the working directory */
  readonly directory?: string;
  /** Names the configuration in errors. @defaultValue `The configuration` */
  readonly source?: string;
}

/**
 * Checks a configuration against its schema and the options of the components it names, and fills in every default.
 * Paths become absolute, and what they name has to exist. Components that the configuration leaves to the algorithm
 * are added when the run is put together.
 *
 * @throws MinorantError `MNR_CONFIG_INVALID` with everything that is wrong, `MNR_CONFIG_UNUSED` or
 * `MNR_CONFIG_FILE_MISSING`.
 */
export async function resolveConfiguration(
  configuration: object,
  { host, directory = process.cwd(), source = 'The configuration' }: ResolveOptions,
): Promise<ResolvedConfiguration> {
  const parsed = baseSchema.safeParse(configuration);
  const problems = parsed.success ? [] : explainIssues(parsed.error.issues, baseSchema);
  const given = (parsed.data ?? configuration) as Partial<z.output<typeof baseSchema>>;

  const choose = async (
    point: ExtensionPoint<unknown>,
    choice: ComponentChoice | undefined,
    path: readonly PropertyKey[],
  ): Promise<ResolvedComponent> => {
    if (!isChoice(choice)) return { id: '' };
    const found = await checkChoice(host, point, withPaths(host, point, choice, directory), path);
    problems.push(...found.problems);
    return found.value ?? { id: '' };
  };
  const chooseAll = (
    point: ExtensionPoint<unknown>,
    choices: unknown,
    key: string,
  ): Promise<ResolvedComponent[]> =>
    Promise.all(asList(choices).map((choice, i) => choose(point, choice, [key, i])));

  const slots: Partial<Record<ConfigurationSlot, ResolvedComponent>> = {};
  for (const [slot, point] of Object.entries(configurationSlots) as [
    ConfigurationSlot,
    ExtensionPoint<unknown>,
  ][]) {
    const choice = given[slot] as ComponentChoice | undefined;
    if (!isChoice(choice)) continue;
    slots[slot] = await choose(point, withPath(slot, choice, directory), [slot]);
  }
  const { evaluation, output } = given;
  const seed = typeof given.seed === 'number' ? given.seed : 0;
  const metrics = given.metrics ?? (output === undefined ? [] : ['jsonl', 'csv']);
  const checkpoints =
    given.checkpoints ??
    (output === undefined ? false : { every: 10_000, seconds: 300, keep: 2, store: 'file' });
  const resolved = {
    seed,
    plugins: (parsed.data?.plugins ?? []).map((plugin) => {
      const { name, config } = typeof plugin === 'string' ? { name: plugin, config: undefined } : plugin;
      return {
        name: isPluginPath(name) ? resolve(directory, name) : name,
        ...(config !== undefined && { config }),
      };
    }),
    ...slots,
    budget: given.budget,
    evaluation: evaluation && { ...evaluation, seed: evaluation.seed ?? evaluationSeed(seed) },
    metrics: await chooseAll(extensionPoints.metricSink, metrics, 'metrics'),
    callbacks: await chooseAll(extensionPoints.callback, given.callbacks, 'callbacks'),
    checkpoints: checkpoints && {
      ...checkpoints,
      store: await choose(extensionPoints.checkpointStore, checkpoints.store, ['checkpoints', 'store']),
    },
    ...(typeof output === 'string' && { output: resolve(directory, output) }),
    execution: given.execution,
  };
  if (problems.length > 0) throw errors.MNR_CONFIG_INVALID({ source, problems });
  checkDeclaredUses(resolved as ResolvedConfiguration, host);
  checkFiles(resolved as ResolvedConfiguration);
  return resolved as ResolvedConfiguration;
}

/** A choice whose path, if it has one, is absolute; a mere path becomes the data source that reads it. */
function withPath(slot: ConfigurationSlot, choice: ComponentChoice, directory: string): ComponentChoice {
  const id = pathComponents[slot];
  if (id === undefined) return choice;
  if (typeof choice === 'string') return { id, path: resolve(directory, choice) };
  const { path } = choice as { path?: unknown };
  return typeof path === 'string' ? { ...choice, path: resolve(directory, path) } : choice;
}

/** A choice in which those options are absolute that its component declares to be paths. */
function withPaths(
  host: PluginHost,
  point: ExtensionPoint<unknown>,
  choice: ComponentChoice,
  directory: string,
): ComponentChoice {
  if (typeof choice === 'string') return choice;
  const known = host.list(point).find(({ component }) => component.id === choice.id);
  const absolute = (known?.component.paths ?? []).flatMap((key) => {
    const path = choice[key];
    return typeof path === 'string' && path !== '' ? [[key, resolve(directory, path)]] : [];
  });
  return { ...choice, ...(Object.fromEntries(absolute) as Record<string, string>) };
}

function checkFiles(configuration: ResolvedConfiguration): void {
  for (const slot of Object.keys(pathComponents) as ConfigurationSlot[]) {
    const path = configuration[slot]?.['path'];
    if (typeof path === 'string' && !existsSync(path)) {
      throw errors.MNR_CONFIG_FILE_MISSING({ key: slot, path });
    }
  }
}

/** What the base schema takes as a choice; anything else it has complained about already. */
function isChoice(value: unknown): value is ComponentChoice {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';
}

/** Far from the seeds of training, and from those of other runs. */
function evaluationSeed(seed: number): number {
  return (1_000_000 + 1000 * seed) % 0x80000000;
}

function asList(value: unknown): ComponentChoice[] {
  return Array.isArray(value) ? (value as ComponentChoice[]) : [];
}
