import { defineComponent, definePlugin, extensionPoints } from '@minorant/core';

import { d4rlDataSource, minariDataSource } from './demonstrations/data-source-components.js';
import { environments } from './registry/environments.js';
import { entryOptionsSchema, makeEnvironment } from './registry/make-environment.js';

/** Gymnasium's tasks by their ids. */
export default definePlugin({
  name: '@minorant/envs',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    for (const entry of environments)
      api.register(
        extensionPoints.environment,
        defineComponent(extensionPoints.environment, {
          id: entry.id,
          description: entry.description,
          optionsSchema: entryOptionsSchema(entry),
          create: (options) => makeEnvironment(entry, options),
        }),
      );
    api.register(extensionPoints.dataSource, minariDataSource);
    api.register(extensionPoints.dataSource, d4rlDataSource);
  },
});
