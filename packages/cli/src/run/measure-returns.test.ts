import type { EvaluateOptions, Evaluation, Run } from '@minorant/core';
import { expect, it } from 'vitest';

import { measureReturns } from './measure-returns.js';

/** Whose returns are the seeds of the episodes, and which never lets go of the event loop. */
function stub(): { run: Pick<Run, 'configuration' | 'evaluate'>; played: () => number } {
  let played = 0;
  const evaluate = ({ episodes = 1, seed = 0, signal }: EvaluateOptions = {}): Promise<Evaluation> => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    played += episodes;
    const returns = Array.from({ length: episodes }, (_, i) => seed + i);
    const lengths = returns.map(() => 7);
    return Promise.resolve({ episodes, meanReward: 0, stdReward: 0, meanLength: 7, returns, lengths });
  };
  const configuration = { evaluation: { seed: 100 } } as Run['configuration'];
  return { run: { configuration, evaluate }, played: () => played };
}

it('plays every episode once, with the seeds that one call would give them', async () => {
  const { run } = stub();
  const measured = await measureReturns(run, { episodes: 6, policy: 'random' });
  expect(measured).toEqual({ mean: 102.5, std: Math.sqrt(35 / 12), episodes: 6, meanLength: 7 });
});

it('ends on the way when something outside aborts it', async () => {
  const { run, played } = stub();
  const stop = new AbortController();
  setImmediate(() => setImmediate(() => stop.abort()));
  expect(
    await measureReturns(run, { episodes: 4000, policy: 'policy', signal: stop.signal }),
  ).toBeUndefined();
  expect(played()).toBeGreaterThan(0);
  expect(played()).toBeLessThan(4000);
});

it('throws what the environment throws', async () => {
  const { run } = stub();
  const failing = { ...run, evaluate: () => Promise.reject(new Error('fell over')) };
  const { signal } = new AbortController();
  await expect(measureReturns(failing, { episodes: 1, policy: 'random', signal })).rejects.toThrow(
    'fell over',
  );
});
