import type { RewardModel } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * Whether a reward and an algorithm agree about absorbing states: a reward that reads the flag pays for what comes after a
 * termination, which it only learns where terminated episodes go on; and where they do, it must see which rows those are.
 *
 * @throws MinorantError `MNR_IRL_ABSORBING_INPUT` when they do not.
 */
export function checkAbsorbing(algorithm: string, reward: RewardModel, absorbingStates: boolean): void {
  if (reward.inputs.absorbing !== absorbingStates) {
    throw errors.MNR_IRL_ABSORBING_INPUT({ algorithm, absorbingStates });
  }
}

/** The reward that an adversarial method uses when the user names none. */
export function defaultReward(absorbingStates: boolean): { id: string; inputs: string[] } {
  return { id: 'mlp', inputs: ['observation', 'action', ...(absorbingStates ? ['absorbing'] : [])] };
}
