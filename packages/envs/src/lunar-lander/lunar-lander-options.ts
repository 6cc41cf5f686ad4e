import { z } from 'zod';

/** Options of `LunarLander-v3`, with Gymnasium's defaults. */
export const lunarLanderOptionsSchema = z.strictObject({
  continuous: z
    .boolean()
    .default(false)
    .describe('Two throttles in [-1, 1] instead of four discrete actions.'),
  gravity: z.number().gt(-12).lt(0).default(-10).describe('Vertical gravity, between -12 and 0 (exclusive).'),
  enableWind: z.boolean().default(false).describe('Whether wind and turbulence push the lander until it touches the ground.'), // prettier-ignore
  windPower: z.number().min(0).max(20).default(15).describe('Largest force of the wind, 0 to 20.'),
  turbulencePower: z
    .number()
    .min(0)
    .max(2)
    .default(1.5)
    .describe('Largest torque of the turbulence, 0 to 2.'),
});

/** Options of `LunarLander-v3`, all optional. */
export type LunarLanderOptions = z.input<typeof lunarLanderOptionsSchema>;

/** The options with their defaults filled in. */
export type CheckedLunarLanderOptions = z.output<typeof lunarLanderOptionsSchema>;
