import { defineComponent, extensionPoints, type Callback } from '@minorant/core';
import { z } from 'zod';

const options = z.strictObject({
  metric: z.string().min(1).default('rollout/ep_rew_mean').describe('The metric that is watched'),
  patience: z.int().positive().default(50).describe('Iterations without a new best after which the run ends'),
});

/** Ends the run when a metric has not reached a new best for some iterations. */
export function makeTemplateName({ metric, patience }: z.output<typeof options>): Callback {
  let best = -Infinity;
  let since = 0;
  return {
    specificationVersion: 'v1',
    onIteration(context, { values }) {
      const value = values[metric];
      if (value === undefined) return;
      since = value > best ? 0 : since + 1;
      best = Math.max(best, value);
      if (since >= patience) context.stop(`${metric} has not been above ${best} for ${patience} iterations`);
    },
    // What is kept in checkpoints, so that a run that was resumed ends where it would have ended.
    snapshot: () => ({ values: { best, since } }),
    restore({ values }) {
      best = values?.['best'] as number;
      since = values?.['since'] as number;
    },
  };
}

export const templateNameComponent = defineComponent(extensionPoints.callback, {
  id: 'template-name',
  description: 'Ends the run when a metric no longer improves.',
  optionsSchema: options,
  create: makeTemplateName,
});
