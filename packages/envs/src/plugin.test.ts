import { createPluginHost, extensionPoints, RandomStreams, type CreateContext } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import plugin from './plugin.js';
import { registeredEnvironments } from './registry/registry.js';

const context = {
  random: new RandomStreams(0),
  counter: { steps: 0, add: () => undefined },
  execution: 'eager',
} as unknown as CreateContext;

describe('the plugin', () => {
  it('registers every environment under its id, with its options and its time limit', async () => {
    const host = await createPluginHost({ plugins: [plugin] });
    const ids = host.list(extensionPoints.environment).map(({ component }) => component.id);
    expect([...ids].sort()).toEqual(registeredEnvironments().map(({ id }) => id));
    const hopper = await host.create(
      extensionPoints.environment,
      { id: 'Hopper-v4', healthyReward: 2, maxEpisodeSteps: 10 },
      context,
    );
    expect(hopper).toMatchObject({ id: 'Hopper-v4', maxEpisodeSteps: 10 });
    hopper.dispose();
    await expect(
      host.create(extensionPoints.environment, { id: 'Hopper-v4', healthyRewards: 2 }, context),
    ).rejects.toThrow(/healthyRewards/);
    await host.dispose();
  });
});
