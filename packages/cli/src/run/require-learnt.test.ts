import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '@minorant/core';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { requireLearnt } from './require-learnt.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-learnt-'));
  writeFileSync(join(folder, 'config.yaml'), 'seed: 0\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('says which process trains a run, and offers its best evaluation', async () => {
  const lock = await takeLock(join(folder, 'run.lock'), () => new Error('held'));
  mkdirSync(join(folder, 'best'));
  const hint = expect.stringMatching(/Wait .*--which best/) as string;
  const message = expect.stringContaining(`process ${process.pid} is training it`) as string;
  expect(() => requireLearnt(folder)).toThrow(
    expect.objectContaining({ code: 'MNR_CLI_UNFINISHED_RUN', message, hint }),
  );
  expect(requireLearnt(folder, 'best')).toBe(folder);
  await lock.release();
});

it('says of a killed run how to go on, and offers no policy that is not there', () => {
  const hint = `Go on with it (minorant resume ${folder}).`;
  expect(() => requireLearnt(folder, 'best')).toThrow(
    expect.objectContaining({ code: 'MNR_CLI_UNFINISHED_RUN', hint }),
  );
});

it.each(['final', 'policy', 'reward'])('takes a folder with %s', (name) => {
  mkdirSync(join(folder, name));
  expect(requireLearnt(folder)).toBe(folder);
});
