import { join } from 'node:path';
import { expect, it } from 'vitest';

import { defaultOutput } from './default-output.js';

it('says what runs and since when, and whose run it is where two begin in one second', () => {
  const configuration = { environment: { id: 'Hopper-v4' }, algorithm: 'piro', seed: 3 };
  const now = new Date('2026-11-22T18:15:30.123Z');
  const name = join('runs', 'Hopper-v4-piro-seed3-20261122-181530-4711');
  expect(defaultOutput(configuration, now, 4711)).toBe(name);
  expect(defaultOutput(configuration, now, 4712)).not.toBe(name);
});
