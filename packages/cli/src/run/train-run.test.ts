import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Run } from '@minorant/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Terminal } from '../terminal/terminal.js';
import { runFiles } from './run-files.js';
import { trainRun } from './train-run.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-train-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('leaves no summary of an earlier training behind when it is killed', async () => {
  const summary = join(folder, runFiles.summary);
  writeFileSync(summary, '{"stopped":"budget"}');
  let seen: boolean | undefined;
  const dispose = vi.fn();
  const run = {
    configuration: { algorithm: { id: 'climb' }, seed: 0 },
    output: folder,
    train: () => {
      seen = existsSync(summary);
      return Promise.reject(new Error('killed'));
    },
    dispose,
  };
  const terminal = new Terminal({ stdout: new PassThrough(), stderr: new PassThrough() });
  const training = trainRun({ terminal, exit: vi.fn() }, () => Promise.resolve(run as unknown as Run));
  await expect(training).rejects.toThrow('killed');
  expect(seen).toBe(false);
  expect(dispose).toHaveBeenCalledOnce();
});
