import type { Component, RewardOptimizer } from '@minorant/core';

import { airl } from './airl.js';
import { behaviourCloning } from './behaviour-cloning.js';
import { dac } from './dac.js';
import { fIrl } from './f-irl-component.js';
import { filter } from './filter.js';
import { gail } from './gail.js';
import { hype } from './hype.js';
import { iqLearn } from './iq-learn.js';
import { momentMatching } from './moment-matching.js';
import { sqil } from './sqil.js';

export { AdversarialImitation, type AdversarialMethod } from './adversarial-imitation.js';
export { AirlReward } from './airl-reward.js';
export { BehaviourCloning } from './behaviour-cloning.js';
export { DemonstrationReward } from './demonstration-reward.js';
export { FIrl } from './f-irl.js';
export { rewardForms } from './gail.js';
export { IqLearn } from './iq-learn.js';
export { Sqil } from './sqil.js';
export { TransformedReward } from './transformed-reward.js';

/** Every baseline of this package, as the plugin registers them. */
export const baselines: readonly Component<RewardOptimizer>[] = [
  behaviourCloning,
  sqil,
  gail,
  airl,
  dac,
  fIrl,
  momentMatching,
  hype,
  filter,
  iqLearn,
];
