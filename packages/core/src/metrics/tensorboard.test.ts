import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { crc32c } from './crc32c.js';
import { tensorboardRecord } from './tensorboard-event.js';
import { TensorboardSink } from './tensorboard-sink.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('crc32c', () => {
  it('gives the values of RFC 3720, B.4', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  });
});

describe('tensorboardRecord', () => {
  // Recorded from TensorBoard 2.21.0's own writer: benchmarks/tensorboard/record.py
  it("writes the bytes that TensorBoard's own writer writes", () => {
    expect(hex(tensorboardRecord({ wallTime: 1700000000.25, fileVersion: 'brain.Event:2' }))).toBe(
      '1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9',
    );
    expect(hex(tensorboardRecord({ wallTime: 1700000000.25, step: 1234567890123, isRestart: true }))).toBe(
      '14000000000000005e3d29150900001040fc54d94110cb89ec8ff7233a02080145aa35f1',
    );
    expect(
      hex(
        tensorboardRecord({
          wallTime: 1700000001.5,
          step: 300,
          scalars: { 'train/loss': 0.125, 'rollout/ep_rew_mean': -3.7 },
        }),
      ),
    ).toBe(
      '3d000000000000006049f1ec0900006040fc54d94110ac022a2f0a110a0a747261696e2f6c6f7373150000003e' +
        '0a1a0a13726f6c6c6f75742f65705f7265775f6d65616e15cdcc6cc0e4cbd72c',
    );
  });
});

describe('TensorboardSink', () => {
  it('counts iterations where an algorithm takes no steps', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'minorant-tensorboard-'));
    const sink = new TensorboardSink(folder, () => 7);
    for (const iteration of [1, 2]) await sink.write({ step: 0, iteration, seconds: 1, values: { x: 1 } });
    const [file] = await readdir(folder);
    const events = [
      { fileVersion: 'brain.Event:2' },
      { step: 1, scalars: { x: 1 } },
      { step: 2, scalars: { x: 1 } },
    ];
    const expected = events.map((event) => hex(tensorboardRecord({ wallTime: 7, ...event }))).join('');
    expect(await readFile(join(folder, file!), 'hex')).toBe(expected);
    await rm(folder, { recursive: true, force: true });
  });

  it('begins a file with its version, and a resumed one with a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'minorant-tensorboard-'));
    const record = { step: 5, iteration: 1, seconds: 1, values: { x: 1 } };
    const scalars = hex(tensorboardRecord({ wallTime: 7, step: 5, scalars: { x: 1 } }));
    const version = hex(tensorboardRecord({ wallTime: 7, fileVersion: 'brain.Event:2' }));
    const restart = hex(tensorboardRecord({ wallTime: 7, step: 5, isRestart: true }));
    // Also one that was killed before its first checkpoint: what it had written is to be forgotten.
    for (const [name, isResumed, expected] of [
      ['new', false, version + scalars + scalars],
      ['resumed', true, version + restart + scalars + scalars],
    ] as const) {
      const sink = new TensorboardSink(join(folder, name), () => 7);
      if (isResumed) sink.rewind();
      await sink.write(record);
      await sink.write(record);
      const files = await readdir(join(folder, name));
      expect(files).toHaveLength(1);
      expect(files[0]).toMatch(/^events\.out\.tfevents\.0000000007\./);
      expect(await readFile(join(folder, name, files[0]!), 'hex')).toBe(expected);
    }
    await rm(folder, { recursive: true, force: true });
  });
});
