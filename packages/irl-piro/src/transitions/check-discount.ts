import type { PolicyOptimizer } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * Whether algorithm and policy count the future alike: an algorithm that weighs the state after the end by its gamma would
 * otherwise learn a price for it that the policy is paid at another rate. Policies that tell no discount pass.
 *
 * @throws MinorantError `MNR_IRL_DISCOUNT` when they do not.
 */
export function checkDiscount(algorithm: string, policy: PolicyOptimizer, discount: number): void {
  if (policy.discount !== undefined && policy.discount !== discount) {
    throw errors.MNR_IRL_DISCOUNT({ algorithm, discount, policyDiscount: policy.discount });
  }
}
