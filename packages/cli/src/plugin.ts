import { definePlugin, extensionPoints } from '@minorant/core';

import { humanGathererComponent } from './preferences/labelling/human-gatherer-component.js';
import { learntRewardComponent } from './transfer/learnt-reward.js';

/** What the command itself adds: training on a learnt reward, for `minorant transfer`, and people who are asked. */
export default definePlugin({
  name: '@minorant/cli',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.rewardOptimizer, learntRewardComponent);
    api.register(extensionPoints.preferenceGatherer, humanGathererComponent);
  },
});
