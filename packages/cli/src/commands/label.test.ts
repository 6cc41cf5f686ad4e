import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { runMain } from '../test-support/run-main.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-label-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('refuses segments that stand in a file without the episodes that they can be drawn from', async () => {
  const file = join(folder, 'segments.jsonl');
  const segment = { observations: [[0], [1]], actions: [[1]] };
  writeFileSync(file, JSON.stringify({ candidates: [segment, segment] }));
  const { code, stderr } = await runMain('label', file, '--port', '0', '--out', join(folder, 'labels.jsonl'));
  expect(stderr).toContain('Error MNR_CLI_USAGE\n');
  expect(stderr).toContain(`${file} compares segments`);
  expect(code).toBe(2);
  expect(readdirSync(folder)).toEqual(['segments.jsonl']);
}, 10_000);
