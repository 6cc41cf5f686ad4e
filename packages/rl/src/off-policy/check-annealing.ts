import { errors } from '../errors.js';
import type { OffPolicyOptions } from '../sac/sac-options.js';

/** @throws MinorantError `MNR_RL_LEARNT_COEFFICIENT_ANNEALED` where an entropy coefficient is to be learnt and to fall. */
export function checkAnnealing({
  annealEntropyCoefficient: steps,
  entropyCoefficient,
}: Pick<OffPolicyOptions, 'annealEntropyCoefficient' | 'entropyCoefficient'>): void {
  if (steps !== undefined && entropyCoefficient === 'auto')
    throw errors.MNR_RL_LEARNT_COEFFICIENT_ANNEALED({ steps });
}
