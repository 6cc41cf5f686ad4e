import type { ResolvedComponent, ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { resolveConfiguration } from '../configuration/resolve-configuration.js';
import { algorithmSlots } from '../configuration/slots.js';
import type { CallbackV1 } from '../contracts/callback/v1.js';
import type { CheckpointStoreV1 } from '../contracts/checkpoint-store/v1.js';
import type { EnvironmentV1 } from '../contracts/environment/v1.js';
import type { RewardOptimizerV1 } from '../contracts/reward-optimizer/v1.js';
import type { SpaceValue } from '../contracts/space/v1.js';
import { flattenEnvironment } from '../environments/flatten-environment.js';
import { guardEnvironment } from '../environments/guard-environment.js';
import { errors } from '../errors.js';
import type { NamedSink } from '../metrics/metric-fan-out.js';
import type { ConfigurationSlot } from '../plugins/component.js';
import { createPluginHost } from '../plugins/create-plugin-host.js';
import { extensionPoints } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { loadPlugins } from './load-plugins.js';
import { checkOutputs } from './check-outputs.js';
import type { PipelineOptions, PipelineRuntime } from './options.js';
import { RunAssembly } from './run-context.js';

/** The parts of a run, made and checked. */
export interface RunParts {
  readonly host: PluginHost;
  readonly assembly: RunAssembly;
  readonly configuration: ResolvedConfiguration;
  readonly algorithm: RewardOptimizerV1;
  readonly sinks: readonly NamedSink[];
  readonly callbacks: readonly CallbackV1[];
  /** Those of them that the configuration names, which a resumed run has too; by their place and id. */
  readonly namedCallbacks: ReadonlyMap<string, CallbackV1>;
  readonly checkpointStore?: CheckpointStoreV1;
  /** Made while putting the run together, to learn its spaces; serves evaluations from then on. */
  readonly environment?: EnvironmentV1<SpaceValue>;
}

/** What the pipeline does itself, beside what its configuration says. */
export interface AssembleOptions {
  /** Whether metrics and checkpoints are written. */
  readonly writes: boolean;
  /** Names the configuration in errors: the path of its file. */
  readonly source?: string;
  /** Called with the resolved configuration before anything is made. */
  readonly prepare?: (configuration: ResolvedConfiguration) => Promise<void>;
}

/**
 * Puts a run together: plugins, configuration, environment, demonstrations, algorithm, sinks. When anything fails,
 * everything made until then is disposed of.
 */
export async function assembleRun(
  options: PipelineOptions,
  runtime: PipelineRuntime,
  { writes, source, prepare }: AssembleOptions,
): Promise<RunParts> {
  const { directory = process.cwd() } = runtime;
  const plugins = await loadPlugins(options.plugins, runtime.plugins ?? [], directory);
  const host = await createPluginHost({ plugins });
  let assembly: RunAssembly | undefined;
  try {
    const direct = callbackObjects(options.callbacks);
    const resolved = await resolveConfiguration(
      {
        ...options,
        plugins: plugins.map(({ name, config }) => ({ name, ...(config !== undefined && { config }) })),
        ...(direct.length > 0 && {
          callbacks: options.callbacks!.filter((item) => !direct.includes(item as never)),
        }),
      },
      { host, directory, ...(source !== undefined && { source }) },
    );
    await prepare?.(resolved);
    await runtime.onConfiguration?.(resolved);
    assembly = new RunAssembly(host, resolved, runtime.onWarning);
    const environment = await makeEnvironment(assembly, runtime);
    if (resolved.demonstrations) assembly.demonstrations = await assembly.create(extensionPoints.dataSource);
    if (resolved.preferences) assembly.preferences = await assembly.create(extensionPoints.preferenceSource);
    const algorithm = await assembly.create(extensionPoints.rewardOptimizer);
    checkUsed(assembly);
    if (writes) {
      checkEnds(resolved);
      checkOutputs(resolved, host);
    }
    const sinks: NamedSink[] = [];
    const namedCallbacks = new Map<string, CallbackV1>();
    for (const choice of writes ? resolved.metrics : []) {
      sinks.push({
        name: choice.id,
        sink: await assembly.make(extensionPoints.metricSink, choice, 'metrics'),
      });
    }
    for (const [i, choice] of (writes ? resolved.callbacks : []).entries()) {
      const callback = await assembly.make(extensionPoints.callback, choice, 'callbacks');
      namedCallbacks.set(`${i}-${choice.id}`, callback);
    }
    const store =
      writes && resolved.checkpoints
        ? await assembly.make(extensionPoints.checkpointStore, resolved.checkpoints.store, 'checkpoints')
        : undefined;
    return {
      host,
      assembly,
      configuration: completed(resolved, assembly.filled),
      algorithm,
      sinks,
      callbacks: [...direct, ...namedCallbacks.values()],
      namedCallbacks,
      ...(store && { checkpointStore: store }),
      ...(environment && { environment }),
    };
  } catch (error) {
    await assembly?.disposeAll();
    await host.dispose();
    throw error;
  }
}

async function makeEnvironment(
  assembly: RunAssembly,
  { flatten = flattenEnvironment }: PipelineRuntime,
): Promise<EnvironmentV1<SpaceValue> | undefined> {
  const choice = assembly.configuration.environment;
  if (!choice) return undefined;
  const { host } = assembly;
  const make = async (): Promise<EnvironmentV1<SpaceValue>> =>
    guardEnvironment(
      flatten(await host.create(extensionPoints.environment, choice, assembly.context('environment'))),
    );
  const first = await make();
  assembly.made.push(first);
  const { plugin, pluginVersion } = host.get(extensionPoints.environment, choice.id);
  const { id, ...options } = choice;
  assembly.nodes.push({ slot: 'environment', component: id, plugin, version: pluginVersion, options });
  const { observationSpace, actionSpace } = first;
  assembly.environment = { id, observationSpace, actionSpace, make };
  return first;
}

function checkUsed({ configuration, nodes }: RunAssembly): void {
  for (const key of algorithmSlots) {
    const choice = configuration[key];
    if (choice && !nodes.some(({ slot }) => slot === key)) {
      throw errors.MNR_CONFIG_UNUSED({ key, component: choice.id, algorithm: configuration.algorithm.id });
    }
  }
}

/** An algorithm without an environment takes no steps: a budget of steps alone is never spent. */
function checkEnds({ budget, environment, algorithm }: ResolvedConfiguration): void {
  const ends = environment !== undefined || budget.iterations !== undefined || budget.seconds !== undefined;
  if (!ends) throw errors.MNR_RUN_ENDLESS({ algorithm: algorithm.id });
}

/** The configuration with what was chosen for the slots it left open, its keys in their usual order. */
function completed(
  configuration: ResolvedConfiguration,
  filled: Partial<Record<ConfigurationSlot, ResolvedComponent>>,
): ResolvedConfiguration {
  const { budget, evaluation, metrics, callbacks, checkpoints, output, execution, ...head } = configuration;
  const tail = {
    budget,
    evaluation,
    metrics,
    callbacks,
    checkpoints,
    ...(output !== undefined && { output }),
    execution,
  };
  return { ...head, ...filled, ...tail };
}

function callbackObjects(callbacks: PipelineOptions['callbacks']): CallbackV1[] {
  return Array.isArray(callbacks)
    ? (callbacks as unknown[]).filter(
        (item): item is CallbackV1 =>
          typeof item === 'object' && item !== null && 'specificationVersion' in item,
      )
    : [];
}
