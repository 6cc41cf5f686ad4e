import type { PolicyOptimizer, TrustRegion } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * Whether algorithm and policy count the future alike, where the algorithm uses its gamma at all: one that weighs the state
 * after the end by it, or steps, would otherwise learn a price that the policy is paid at another rate. Policies that tell no
 * discount pass.
 *
 * @throws MinorantError `MNR_IRL_DISCOUNT` when they do not.
 */
export function checkDiscount(
  algorithm: string,
  policy: PolicyOptimizer,
  options: { readonly discount: number; readonly absorbingStates: boolean; readonly discounted?: boolean },
): void {
  const { discount, absorbingStates, discounted = false } = options;
  if (!absorbingStates && !discounted) return;
  if (policy.discount !== undefined && policy.discount !== discount) {
    throw errors.MNR_IRL_DISCOUNT({ algorithm, discount, policyDiscount: policy.discount });
  }
}

/**
 * Whether a trust region whose constant comes from the theory was given the discount of the run.
 *
 * @throws MinorantError `MNR_IRL_REGION_DISCOUNT` when it was not.
 */
export function checkRegionDiscount(algorithm: string, region: TrustRegion, discount: number): void {
  if (region.discount === undefined || region.discount === discount) return;
  throw errors.MNR_IRL_REGION_DISCOUNT({ algorithm, discount, regionDiscount: region.discount });
}
