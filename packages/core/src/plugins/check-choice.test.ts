import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { resolveConfiguration } from '../configuration/resolve-configuration.js';
import { defineComponent } from './component.js';
import { createPluginHost } from './create-plugin-host.js';
import { definePlugin } from './define-plugin.js';
import { extensionPoints } from './extension-point.js';

const { metricSink } = extensionPoints;

const host = (optionsSchema: z.ZodType) =>
  createPluginHost({
    plugins: [
      definePlugin({
        name: 'mine',
        version: '1.0.0',
        apiVersion: '^1.0.0',
        setup: (api) =>
          api.register(
            metricSink,
            defineComponent(metricSink, {
              id: 'converting',
              description: 'For this test.',
              optionsSchema,
              create: () => ({ specificationVersion: 'v1', write: () => undefined, close: () => undefined }),
            }),
          ),
      }),
    ],
  });

describe('checkChoice', () => {
  it.each([
    ['changes', z.strictObject({ percent: z.number().transform((percent) => percent / 100) })],
    ['refuses', z.strictObject({ percent: z.number().transform(String) })],
  ])('refuses a schema that %s what it has given', async (_what, schema) => {
    const wrong = { code: 'MNR_PLUGIN_OPTIONS_SCHEMA', hint: expect.stringContaining('create') as unknown };
    const plugins = await host(schema);
    const choice = { id: 'converting', percent: 50 };
    await expect(plugins.resolve(metricSink, choice)).rejects.toMatchObject(wrong);
    const configuration = { algorithm: 'any', budget: { steps: 1 }, metrics: [choice] };
    await expect(resolveConfiguration(configuration, { host: plugins })).rejects.toMatchObject(wrong);
    await plugins.dispose();
  });

  it('takes a schema that only checks, completes and brings into one form', async () => {
    const name = z.string().transform((text) => text.toLowerCase());
    const plugins = await host(z.strictObject({ name, every: z.int().default(3) }));
    expect(await plugins.resolve(metricSink, { id: 'converting', name: 'X' })).toEqual({
      ...{ id: 'converting', name: 'x', every: 3 },
    });
    await plugins.dispose();
  });
});
