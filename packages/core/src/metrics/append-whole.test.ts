import { mkdtemp, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CsvSink } from './csv-sink.js';
import { JsonlSink } from './jsonl-sink.js';
import { TensorboardSink } from './tensorboard-sink.js';

let folder: string;
let appending: { mockImplementationOnce(act: (this: FileHandle, data: never) => Promise<void>): unknown };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-append-'));
  const file = await open(join(folder, 'any'), 'w');
  appending = vi.spyOn(Object.getPrototypeOf(file) as FileHandle, 'appendFile');
  await file.close();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** The next append is one to a disk that has room for half of it. */
function fillDisk(): void {
  appending.mockImplementationOnce(async function (this: FileHandle, data: string | Uint8Array) {
    const bytes = Buffer.from(data as string);
    await this.write(bytes.subarray(0, bytes.length >> 1));
    throw new Error('ENOSPC: no space left on device');
  });
}

const record = (iteration: number) => ({ step: iteration, iteration, seconds: 1, values: { x: iteration } });

describe.each([
  ['jsonl', (path: string) => new JsonlSink(path)],
  ['csv', (path: string) => new CsvSink(path)],
])('%s on a disk that is full for a while', (name, make) => {
  it('has a gap and no half line', async () => {
    const path = join(folder, name);
    const sink = make(path);
    await sink.write(record(1));
    fillDisk();
    await expect(sink.write(record(2))).rejects.toThrow('ENOSPC');
    await sink.write(record(3));
    const undisturbed = make(`${path}-undisturbed`);
    for (const iteration of [1, 3]) await undisturbed.write(record(iteration));
    expect(await readFile(path, 'utf8')).toBe(await readFile(`${path}-undisturbed`, 'utf8'));
  });
});

describe('tensorboard on a disk that is full for a while', () => {
  it('begins its file with its version all the same', async () => {
    const contents: Buffer[] = [];
    for (const isFull of [true, false]) {
      const sink = new TensorboardSink(join(folder, String(isFull)), () => 7);
      if (isFull) fillDisk();
      if (isFull) await expect(sink.write(record(1))).rejects.toThrow('ENOSPC');
      await sink.write(record(2));
      const [name] = await readdir(join(folder, String(isFull)));
      contents.push(await readFile(join(folder, String(isFull), name!)));
    }
    expect(contents[0]).toEqual(contents[1]);
  });
});
