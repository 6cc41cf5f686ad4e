import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { JsonlSink } from './jsonl-sink.js';
import { keepLines } from './keep-lines.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-lines-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps the lines that pass, wherever the pieces end that it reads', async () => {
  const path = join(folder, 'lines');
  // Two million letters of two bytes: pieces end inside of lines and of letters.
  const lines = Array.from({ length: 2000 }, (_, i) => `${i} ${'µ'.repeat(1000)}`);
  await writeFile(path, lines.join('\n'));
  await keepLines(path, (line) => parseInt(line, 10) % 2 === 0);
  const kept = lines.filter((_, i) => i % 2 === 0);
  expect(await readFile(path, 'utf8')).toBe(`${kept.join('\n')}\n`);
  expect(await readdir(folder)).toEqual(['lines']);
});

it('does nothing without a file', async () => {
  await keepLines(join(folder, 'lines'), () => true);
  expect(await readdir(folder)).toEqual([]);
});

it('changes nothing when the file cannot be read: metrics are not thrown away', async () => {
  const path = join(folder, 'metrics.jsonl');
  // As a file whose disk fails, for an administrator too.
  await mkdir(path);
  await expect(new JsonlSink(path).rewind(3)).rejects.toMatchObject({ code: 'EISDIR', syscall: 'read' });
  expect(await readdir(folder)).toEqual(['metrics.jsonl']);
});
