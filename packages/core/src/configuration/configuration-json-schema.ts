import { z } from 'zod';

import type { ConfigurationSlot } from '../plugins/component.js';
import { extensionPoints, type ExtensionPoint } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { baseSchema } from './base-schema.js';
import { configurationSlots, pathComponents } from './slots.js';

/** A JSON Schema, as far as we build on it. */
interface JsonSchema {
  [key: string]: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/**
 * The JSON Schema (draft 2020-12) of configurations with the components that a host knows: for editors, and for
 * `minorant config --schema`. Options whose schemas are not zod's are left open.
 *
 * @example
 * ```ts
 * import { configurationJsonSchema, createPluginHost } from '@minorant/core';
 *
 * const schema = configurationJsonSchema(await createPluginHost());
 * ```
 */
export function configurationJsonSchema(host: PluginHost): Record<string, unknown> {
  const schema = z.toJSONSchema(baseSchema, { io: 'input' }) as JsonSchema;
  const properties = schema.properties!;
  for (const [slot, point] of Object.entries(configurationSlots) as [
    ConfigurationSlot,
    ExtensionPoint<unknown>,
  ][]) {
    properties[slot] = choiceSchema(host, point, properties[slot]!, pathComponents[slot] !== undefined);
  }
  const sinks = properties['metrics']!;
  sinks.items = choiceSchema(host, extensionPoints.metricSink, sinks.items!);
  const callbacks = properties['callbacks']!;
  callbacks.items = choiceSchema(host, extensionPoints.callback, callbacks.items!);
  const checkpoints = properties['checkpoints']!.anyOf!.find(({ properties: inner }) => inner)!.properties!;
  checkpoints['store'] = choiceSchema(host, extensionPoints.checkpointStore, checkpoints['store']!);
  return { title: 'Minorant configuration', ...schema };
}

/** One of the registered components: its id, or a mapping with its id and its own options. */
function choiceSchema(
  host: PluginHost,
  point: ExtensionPoint<unknown>,
  { description, default: fallback }: JsonSchema,
  isPath = false,
): JsonSchema {
  const components = host.list(point).map(({ component }) => component);
  const ids = components.map(({ id }) => id);
  const named = isPath || ids.length === 0 ? { type: 'string' } : { enum: ids };
  return {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    anyOf: [
      named,
      ...components.map((component) => {
        const options = optionsJsonSchema(component.optionsSchema);
        return {
          ...options,
          description: component.description,
          properties: { id: { const: component.id }, ...options.properties },
          required: ['id', ...((options['required'] as string[] | undefined) ?? [])],
        };
      }),
    ],
  };
}

function optionsJsonSchema(schema: unknown): JsonSchema {
  if (typeof schema === 'object' && schema !== null && '_zod' in schema) {
    const json = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    delete json['$schema'];
    if (json['type'] === 'object') return json;
  }
  return { type: 'object' };
}
