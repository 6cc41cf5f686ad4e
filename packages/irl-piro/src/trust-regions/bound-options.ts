import { z } from 'zod';

/** Options that the two bounds share: what the constants of the theory are computed from. */
export const boundFields = {
  discount: z.number().min(0).lt(1).default(0.99).describe("gamma, the task's discount factor"),
  occupancy: z
    .enum(['normalised', 'discounted'])
    .default('normalised')
    .describe(
      'Scale of the objective: means over steps (PIRO), or discounted sums, which are 1 / (1 - gamma) times as large',
    ),
};

/** What a bound on discounted sums is multiplied by to bound the objective that the user has. */
export function occupancyMass(options: { discount: number; occupancy: 'normalised' | 'discounted' }): number {
  return options.occupancy === 'normalised' ? 1 - options.discount : 1;
}
