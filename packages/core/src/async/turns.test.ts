import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { Turns } from './turns.js';

it('runs one call after another, also after one that failed', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const call = (name: string, time: number) => async (): Promise<string> => {
    log.push(`${name} begins`);
    await sleep(time);
    log.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const [a, b, c] = [turns.take(call('a', 10)), turns.take(call('b', 1)), turns.take(call('c', 0))];
  await expect(b).rejects.toThrow('b failed');
  expect(await Promise.all([a, c])).toEqual(['a', 'c']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
