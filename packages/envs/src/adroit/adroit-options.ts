import { z } from 'zod';

/** Options of the Adroit tasks. */
export const adroitOptionsSchema = z.strictObject({
  rewardType: z
    .enum(['dense', 'sparse'])
    .default('dense')
    .describe('Shaped reward, or 10 for success and -0.1 otherwise.'),
  physics: z
    .enum(['v4', 'v5'])
    .default('v4')
    .describe("Contacts as in the literature's MuJoCo (v4) or as in MuJoCo from 3.8 (v5)."),
});

/** The options of an Adroit task with their defaults filled in. */
export type AdroitOptions = z.output<typeof adroitOptionsSchema>;

/**
 * The version of an Adroit task. `v1` is what Gymnasium-Robotics 1.2.1 to 1.4.2 publish: its dense reward *adds* 0.1 times
 * the distance from the palm to the object in Door, Hammer and Relocate (upstream pull request 220). `v2` takes it away, as
 * did `v1` until release 1.2.0 and D4RL.
 */
export type AdroitVersion = 'v1' | 'v2';
