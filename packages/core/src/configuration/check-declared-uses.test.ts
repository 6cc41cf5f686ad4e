import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { defineComponent, type ConfigurationSlot } from '../plugins/component.js';
import { createPluginHost } from '../plugins/create-plugin-host.js';
import { definePlugin, type PluginApi } from '../plugins/define-plugin.js';
import { extensionPoints, type ExtensionPoint } from '../plugins/extension-point.js';
import { resolveConfiguration } from './resolve-configuration.js';

function register<T>(
  api: PluginApi<unknown>,
  point: ExtensionPoint<T>,
  id: string,
  uses?: readonly ConfigurationSlot[],
): void {
  const optionsSchema = z.strictObject({ folder: z.string().optional() });
  const create = (): Promise<T> => Promise.reject(new Error('never made'));
  const more = { ...(uses && { uses }), paths: ['folder'], create };
  api.register(point, defineComponent(point, { id, description: 'For this test.', optionsSchema, ...more }));
}

const plugin = definePlugin({
  name: 'mine',
  version: '1.0.0',
  apiVersion: '^1.0.0',
  setup(api) {
    register(api, extensionPoints.rewardOptimizer, 'declares', ['reward']);
    register(api, extensionPoints.rewardOptimizer, 'silent');
    register(api, extensionPoints.rewardModel, 'plain');
    register(api, extensionPoints.rewardModel, 'of-texts', ['textEncoder']);
    register(api, extensionPoints.textEncoder, 'letters');
  },
});

const resolved = async (configuration: object) => {
  const host = await createPluginHost({ plugins: [plugin] });
  const options = { host, directory: '/configurations' };
  return resolveConfiguration({ budget: { steps: 1 }, ...configuration }, options);
};

describe('resolveConfiguration', () => {
  it('refuses a choice that neither the algorithm nor another choice declares to use', async () => {
    const unused = { algorithm: 'declares', reward: 'plain', textEncoder: 'letters' };
    await expect(resolved(unused)).rejects.toMatchObject({ code: 'MNR_CONFIG_UNUSED' });
    expect(await resolved({ ...unused, reward: 'of-texts' })).toHaveProperty('textEncoder');
    expect(await resolved({ ...unused, algorithm: 'silent' })).toHaveProperty('textEncoder');
  });

  it('makes options absolute that their component declares to be paths', async () => {
    const algorithm = { id: 'silent', folder: 'runs/first' };
    expect((await resolved({ algorithm })).algorithm).toEqual({
      ...{ id: 'silent', folder: resolve('/configurations/runs/first') },
    });
  });
});
