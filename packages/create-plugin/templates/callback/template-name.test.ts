import { extensionPoints } from '@minorant/core';
import { callbackSuite, componentSuite, describeConformance, testContext } from '@minorant/testing';
import { expect, it } from 'vitest';

import plugin, { makeTemplateName, templateNameComponent } from './index.js';

describeConformance('template-name', componentSuite, { component: templateNameComponent });
describeConformance('template-name', callbackSuite, {
  create: async () => {
    const context = await testContext({ plugins: [plugin] });
    return context.create(extensionPoints.callback, 'template-name');
  },
  metrics: { 'rollout/ep_rew_mean': 1 },
});

it('ends a run that no longer improves', async () => {
  const callback = makeTemplateName({ metric: 'rollout/ep_rew_mean', patience: 2 });
  const reasons: string[] = [];
  for (const [i, value] of [1, 3, 2, 3, 1].entries()) {
    const context = { step: i, iteration: i, stop: (reason: string) => reasons.push(reason) };
    const record = { step: i, iteration: i, seconds: i, values: { 'rollout/ep_rew_mean': value } };
    await callback.onIteration?.(context as never, record);
  }
  expect(reasons[0]).toContain('above 3 for 2 iterations');
});
