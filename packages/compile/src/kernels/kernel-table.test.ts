import { readFileSync } from 'node:fs';

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

import { kernelFamilies, translations } from './index.js';
import { kernelTable } from './kernel-table.js';

describe('the table of kernels', () => {
  it('is the one in the documentation', () => {
    const page = new URL('../../../../docs/reference/compiled-kernels.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toBe(kernelTable());
  });

  it('lists each kernel once, under a name that TensorFlow.js has', () => {
    expect(Object.values(kernelFamilies).flat()).toHaveLength(translations.size);
    const names = new Set(Object.values(tf).filter((value) => typeof value === 'string'));
    for (const kernel of translations.keys()) expect(names).toContain(kernel);
  });
});
