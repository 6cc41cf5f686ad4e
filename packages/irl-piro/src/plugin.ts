import { definePlugin, extensionPoints } from '@minorant/core';

import { trustRegions } from './trust-regions/index.js';

/** Inverse reinforcement learning: reward models, trust regions, PIRO and the baselines, by their ids. */
export default definePlugin({
  name: '@minorant/irl-piro',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    for (const component of trustRegions) api.register(extensionPoints.trustRegion, component);
  },
});
