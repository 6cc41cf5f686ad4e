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

const make = () => makeTemplateName({ metric: 'rollout/ep_rew_mean', patience: 2 });

/** Shows the metric's values to a callback; returns the reasons for which it has ended the run. */
async function show(callback: ReturnType<typeof make>, ...shown: readonly number[]): Promise<string[]> {
  const reasons: string[] = [];
  for (const [i, value] of shown.entries()) {
    const context = { step: i, iteration: i, stop: (reason: string) => reasons.push(reason) };
    const record = { step: i, iteration: i, seconds: i, values: { 'rollout/ep_rew_mean': value } };
    await callback.onIteration?.(context as never, record);
  }
  return reasons;
}

it('ends a run that no longer improves', async () => {
  expect((await show(make(), 1, 3, 2, 3, 1))[0]).toContain('above 3 for 2 iterations');
});

it('goes on with what it knew when a run is resumed', async () => {
  const stopped = make();
  expect(await show(stopped, 1, 3, 2)).toEqual([]);
  const resumed = make();
  await resumed.restore?.((await stopped.snapshot?.())!);
  expect((await show(resumed, 2))[0]).toContain('above 3 for 2 iterations');
});
