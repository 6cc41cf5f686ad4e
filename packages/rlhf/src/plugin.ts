import { definePlugin, extensionPoints } from '@minorant/core';

import { bradleyTerryComponent } from './algorithm/bradley-terry-component.js';
import { preferenceRlComponent } from './algorithm/preference-rl-component.js';
import {
  joinedComponent,
  lengthEncoderComponent,
  ngramEncoderComponent,
  transformersComponent,
  useLiteComponent,
} from './components/encoder-components.js';
import { preferenceFileComponent } from './components/preference-file-component.js';
import { featureRewardComponent } from './components/feature-reward-component.js';
import { singleStageStrategies, twoStageStrategies } from './queries/query-strategies.js';
import {
  equalTeacher,
  mistakeTeacher,
  myopicTeacher,
  noisyTeacher,
  oracleTeacher,
  skipTeacher,
} from './teachers/teachers.js';

/** Preference learning: readers, text encoders, reward models and the learner, by their ids. */
export default definePlugin({
  name: '@minorant/rlhf',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.preferenceSource, preferenceFileComponent);
    api.register(extensionPoints.textEncoder, ngramEncoderComponent);
    api.register(extensionPoints.textEncoder, lengthEncoderComponent);
    api.register(extensionPoints.textEncoder, useLiteComponent);
    api.register(extensionPoints.textEncoder, transformersComponent);
    api.register(extensionPoints.textEncoder, joinedComponent);
    api.register(extensionPoints.rewardModel, featureRewardComponent);
    api.register(extensionPoints.rewardOptimizer, bradleyTerryComponent);
    api.register(extensionPoints.rewardOptimizer, preferenceRlComponent);
    for (const strategy of singleStageStrategies) api.register(extensionPoints.queryStrategy, strategy);
    for (const strategy of twoStageStrategies) api.register(extensionPoints.queryStrategy, strategy);
    api.register(extensionPoints.preferenceGatherer, oracleTeacher);
    api.register(extensionPoints.preferenceGatherer, mistakeTeacher);
    api.register(extensionPoints.preferenceGatherer, noisyTeacher);
    api.register(extensionPoints.preferenceGatherer, skipTeacher);
    api.register(extensionPoints.preferenceGatherer, myopicTeacher);
    api.register(extensionPoints.preferenceGatherer, equalTeacher);
  },
});
