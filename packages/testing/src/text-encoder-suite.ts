import type { TextEncoder as Encoder } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';

/** What the suite needs of a text encoder. */
export interface TextEncoderSubject {
  /** Makes a fresh instance. */
  create(): Encoder | Promise<Encoder>;
}

const TEXTS = ['How do I bake bread?', 'Stocks fell today.', 'How do I bake bread?', 'short'];

async function withEncoder(
  subject: TextEncoderSubject,
  use: (encoder: Encoder) => Promise<void>,
): Promise<void> {
  const encoder = await subject.create();
  try {
    await use(encoder);
  } finally {
    await encoder.dispose();
  }
}

const row = (vectors: Float32Array, index: number, size: number): number[] => [
  ...vectors.subarray(index * size, (index + 1) * size),
];

/** What every text encoder must do. */
export const textEncoderSuite: ConformanceSuite<TextEncoderSubject> = {
  contract: 'text-encoder v1',
  checks: [
    {
      name: 'says which contract it implements, its size and its fingerprint',
      run: (subject) =>
        withEncoder(subject, async (encoder) => {
          expect(encoder.specificationVersion).toBe('v1');
          expect(encoder.size).toBeGreaterThan(0);
          expect(encoder.fingerprint).not.toBe('');
          await withEncoder(subject, (other) => {
            expect(other.fingerprint).toBe(encoder.fingerprint);
            return Promise.resolve();
          });
        }),
    },
    {
      name: 'gives finite vectors of its size, none for no text',
      run: (subject) =>
        withEncoder(subject, async (encoder) => {
          const vectors = await encoder.encode([...TEXTS, '']);
          expect(vectors).toHaveLength(5 * encoder.size);
          expect(vectors.every((value) => Number.isFinite(value))).toBe(true);
          expect(await encoder.encode([])).toHaveLength(0);
        }),
    },
    {
      name: 'gives equal vectors for equal texts, whatever else is in the batch, and other ones for others',
      run: (subject) =>
        withEncoder(subject, async (encoder) => {
          const { size } = encoder;
          const together = await encoder.encode(TEXTS);
          expect(row(together, 2, size)).toEqual(row(together, 0, size));
          expect(row(together, 1, size)).not.toEqual(row(together, 0, size));
          for (const [i, text] of TEXTS.entries()) {
            expect(row(await encoder.encode([text]), 0, size)).toEqual(row(together, i, size));
          }
        }),
    },
    {
      name: 'gives what every other one with its fingerprint gives',
      run: (subject) =>
        withEncoder(subject, async (encoder) => {
          // Caches on disk and trained models are kept under the fingerprint.
          await withEncoder(subject, async (other) => {
            if (other.fingerprint !== encoder.fingerprint) return;
            expect([...(await other.encode(TEXTS))]).toEqual([...(await encoder.encode(TEXTS))]);
          });
        }),
    },
  ],
};
