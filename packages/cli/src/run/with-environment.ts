import {
  createPluginHost,
  extensionPoints,
  RandomStreams,
  type ComponentChoice,
  type CreateContext,
  type Environment,
  type PluginHost,
  type SpaceValue,
} from '@minorant/core';

import { builtInPlugins } from './built-in-plugins.js';

/** Makes a registered environment as it is, not flattened, for the time of a call. */
export async function withEnvironment<T>(
  choice: ComponentChoice,
  use: (environment: Environment<SpaceValue>) => Promise<T>,
  given?: PluginHost,
): Promise<T> {
  const host = given ?? (await createPluginHost({ plugins: await builtInPlugins() }));
  let environment: Environment<SpaceValue> | undefined;
  try {
    const context: CreateContext = {
      random: new RandomStreams(0),
      counter: { steps: 0, add: () => undefined },
      execution: 'eager',
      create: (point, fallback) => host.create(point, fallback ?? '', context),
    };
    environment = await host.create(extensionPoints.environment, choice, context);
    return await use(environment);
  } finally {
    environment?.dispose();
    if (!given) await host.dispose();
  }
}
