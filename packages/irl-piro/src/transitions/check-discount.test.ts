import { startBackend } from '@minorant/compile';
import { RandomStream, type Component, type CreateContext, type RewardOptimizer } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { baselines } from '../baselines/index.js';
import { mlIrlComponent } from '../ml-irl/ml-irl-component.js';
import { piroComponent } from '../piro/piro-component.js';
import { ScriptedPolicy } from '../test-support/scripted-policy.js';
import { scriptedTask } from '../test-support/scripted-task.js';
import { NoTrustRegion, QuadraticBound } from '../trust-regions/index.js';
import { checkRegionDiscount } from './check-discount.js';

const components: readonly Component<RewardOptimizer>[] = [piroComponent, mlIrlComponent, ...baselines];

/** The algorithm with these options, a reward that agrees about absorbing states, and a policy that discounts by 0.9. */
async function make(id: string, options: Record<string, unknown>, policyDiscount: number | undefined) {
  const component = components.find((one) => one.id === id)!;
  const parsed = (component.optionsSchema as unknown as z.ZodType).parse(options) as {
    absorbingStates: boolean;
  };
  const inputs = { observation: true, action: true, nextObservation: false };
  const { context, makeReward } = await scriptedTask(1, { ...inputs, absorbing: parsed.absorbingStates });
  const policy = Object.assign(new ScriptedPolicy(1), {
    ...(policyDiscount !== undefined && { discount: policyDiscount }),
    logProbabilities: () => Promise.resolve(new Float64Array()),
    addDemonstrations: () => undefined,
    sampleReplay: () => undefined,
  });
  const parts: Record<string, unknown> = { 'policy-optimizer': policy, 'trust-region': new NoTrustRegion() };
  const create = (point: { readonly id: string }) => Promise.resolve(parts[point.id] ?? makeReward());
  const random = { stream: () => new RandomStream(1) };
  return component.create(parsed, { ...context, create, random } as unknown as CreateContext);
}

describe('the discounts of algorithm and policy', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it.each([
    ['piro', {}],
    ['piro', { absorbingStates: false, discounted: true }],
    ['ml-irl', {}],
    ['dac', {}],
    ['f-irl', {}],
    ['airl', {}],
    ['airl', { absorbingStates: false }],
  ])('of %s %j have to be the same', async (id, options) => {
    await expect(make(id, options, 0.9)).rejects.toMatchObject({
      code: 'MNR_IRL_DISCOUNT',
      message: expect.stringMatching(/0\.99.*0\.9/) as string,
    });
    for (const [own, policys] of [
      [0.9, 0.9],
      [0.9, undefined],
    ] as const) {
      expect(await make(id, { ...options, discount: own }, policys)).toHaveProperty('policy');
    }
  });

  it('of a trust region whose constant comes from the theory too', () => {
    const region = new QuadraticBound({ discount: 0.9 });
    expect(() => checkRegionDiscount('piro', region, 0.99)).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_REGION_DISCOUNT' }),
    );
    checkRegionDiscount('piro', region, 0.9);
    checkRegionDiscount('piro', new NoTrustRegion(), 0.99);
  });

  it.each(['piro', 'gail'])('do not matter to %s where nothing is weighed by them', async (id) => {
    expect(await make(id, { absorbingStates: false }, 0.9)).toHaveProperty('policy');
  });
});
