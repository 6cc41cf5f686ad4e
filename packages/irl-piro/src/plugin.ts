import { definePlugin, extensionPoints } from '@minorant/core';

import { baselines } from './baselines/index.js';
import { exactMethods } from './exact/exact-irl.js';
import { tabularRewardComponent } from './exact/tabular-reward-model.js';
import { mlIrlComponent } from './ml-irl/ml-irl-component.js';
import { piroComponent } from './piro/piro-component.js';
import { mlpRewardComponent } from './reward-models/mlp-reward-component.js';
import { trustRegions } from './trust-regions/index.js';

/** Inverse reinforcement learning: reward models, trust regions, PIRO and the baselines, by their ids. */
export default definePlugin({
  name: '@minorant/irl-piro',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.rewardModel, mlpRewardComponent);
    api.register(extensionPoints.rewardModel, tabularRewardComponent);
    api.register(extensionPoints.rewardOptimizer, piroComponent);
    api.register(extensionPoints.rewardOptimizer, mlIrlComponent);
    for (const component of exactMethods) api.register(extensionPoints.rewardOptimizer, component);
    for (const component of baselines) api.register(extensionPoints.rewardOptimizer, component);
    for (const component of trustRegions) api.register(extensionPoints.trustRegion, component);
  },
});
