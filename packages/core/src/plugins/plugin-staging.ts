import { z } from 'zod';

import { errors } from '../errors.js';
import { MinorantError } from '../errors/minorant-error.js';
import type { Component } from './component.js';
import type { Plugin, PluginApi } from './define-plugin.js';
import { explainIssues } from './explain-issues.js';
import type { ExtensionPoint } from './extension-point.js';
import type { RegisteredComponent } from './plugin-host.js';

/** A plugin and its configuration, if it was given one. */
export interface PluginEntry {
  readonly plugin: Plugin;
  readonly config?: unknown;
}

/** What to call when a plugin goes. */
export interface PluginDisposal {
  readonly plugin: string;
  readonly dispose: () => void | Promise<void>;
}

/** What the setups of plugins have registered, before any of it counts. */
export class PluginStaging {
  /** Registered components by extension point and id; the last override of each. */
  readonly components = new Map<string, RegisteredComponent>();
  /** In order of registration. */
  readonly disposals: PluginDisposal[] = [];

  /** Runs one plugin's setup. @throws MinorantError of what is wrong with it. */
  async setup({ plugin, config }: PluginEntry): Promise<void> {
    let open = true;
    const registered = new Set<string>();
    const api: PluginApi<never> = {
      config: (await checkedConfig(plugin, config)) as never,
      register: (point, component, options) => {
        if (!open) throw errors.MNR_PLUGIN_LATE_REGISTRATION({ plugin: plugin.name });
        this.#register(plugin, point, component, options?.override === true);
        registered.add(key(point.id, component.id));
      },
      onDispose: (dispose) => {
        if (!open) throw errors.MNR_PLUGIN_LATE_REGISTRATION({ plugin: plugin.name });
        this.disposals.push({ plugin: plugin.name, dispose });
      },
    };
    try {
      await plugin.setup(api);
    } catch (error) {
      if (MinorantError.isInstance(error) && error.code.startsWith('MNR_PLUGIN_')) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      throw errors.MNR_PLUGIN_SETUP({ plugin: plugin.name, problem }, error);
    } finally {
      open = false;
    }
    for (const [point, ids] of Object.entries(plugin.provides ?? {})) {
      const missing = ids.find((id) => !registered.has(key(point, id)));
      if (missing !== undefined)
        throw errors.MNR_PLUGIN_NOT_PROVIDED({ plugin: plugin.name, point, id: missing });
    }
  }

  #register(
    plugin: Plugin,
    point: ExtensionPoint<unknown>,
    component: Component<unknown>,
    override: boolean,
  ): void {
    checkComponent(plugin, point, component);
    const place = { point: point.id, id: component.id, plugin: plugin.name };
    const taken = this.components.get(key(point.id, component.id, point.version));
    if (taken && !override) throw errors.MNR_PLUGIN_DUPLICATE_COMPONENT({ ...place, other: taken.plugin });
    if (!taken && override) throw errors.MNR_PLUGIN_NOTHING_TO_OVERRIDE(place);
    this.components.set(key(point.id, component.id, point.version), {
      point,
      component,
      plugin: plugin.name,
      pluginVersion: plugin.version,
    });
  }
}

const componentSchema = z.looseObject({
  id: z.string().regex(/^[A-Za-z0-9@][A-Za-z0-9@/._-]*$/, 'is not made of letters, digits and @/._-'),
  description: z.string().min(1),
  optionsSchema: z.custom(
    (value) =>
      (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value,
    'is not a Standard Schema (zod 3.24 or later makes them)',
  ),
  create: z.custom((value) => typeof value === 'function', 'is not a function'),
});

function checkComponent(plugin: Plugin, point: ExtensionPoint<unknown>, component: unknown): void {
  const token: unknown = (point as Partial<ExtensionPoint<unknown>> | undefined)?.token;
  if (typeof token !== 'symbol') {
    const problem = 'the first argument of register is not an extension point';
    throw errors.MNR_PLUGIN_INVALID_COMPONENT({ plugin: plugin.name, point: typeof point, problem });
  }
  const parsed = componentSchema.safeParse(component);
  if (parsed.success) return;
  const problem = parsed.error.issues.map(({ path, message }) => [...path, message].join(' ')).join('; ');
  throw errors.MNR_PLUGIN_INVALID_COMPONENT({ plugin: plugin.name, point: point.id, problem });
}

async function checkedConfig(plugin: Plugin, config: unknown): Promise<unknown> {
  const schema = plugin.configSchema;
  if (!schema) {
    if (config === undefined) return undefined;
    throw errors.MNR_PLUGIN_CONFIGURATION({ plugin: plugin.name, problems: ['it takes no configuration'] });
  }
  const result = await schema['~standard'].validate(config ?? {});
  if (!result.issues) return result.value;
  throw errors.MNR_PLUGIN_CONFIGURATION({
    plugin: plugin.name,
    problems: explainIssues(result.issues, schema),
  });
}

function key(point: string, id: string, version = ''): string {
  return `${point}${version && '@'}${version} ${id}`;
}
