import { describe, expect, it } from 'vitest';

import { ScriptedPolicy } from '../test-support/scripted-policy.js';
import { scriptedTask } from '../test-support/scripted-task.js';
import { PolicyRollouts } from './policy-rollouts.js';

describe('PolicyRollouts', () => {
  it('gives nothing when aborted before an episode ended, and keeps what it had', async () => {
    const { task } = await scriptedTask();
    const options = { rolloutSteps: 20, rolloutEpisodes: 1, rolloutHistory: 2 };
    const rollouts = new PolicyRollouts(new ScriptedPolicy(1), task, options);
    expect(await rollouts.collect(AbortSignal.abort())).toBeUndefined();
    expect((await rollouts.collect())?.count).toBe(20);
    expect(await rollouts.collect(AbortSignal.abort())).toBeUndefined();
    expect(rollouts.episodes).toHaveLength(1);
    expect((await rollouts.collect())?.count).toBe(40);
  });
});
