import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { replaceFile } from './durable-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-whole-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('replaceFile', () => {
  it('leaves the old file to whoever reads it, and nothing beside the new one', async () => {
    const file = join(folder, 'page.html');
    writeFileSync(file, 'old');
    linkSync(file, join(folder, 'reader'));
    await replaceFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readFileSync(join(folder, 'reader'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['page.html', 'reader']);
    await expect(replaceFile(join(folder, 'nowhere', 'page.html'), 'new')).rejects.toThrow('ENOENT');
  });
});
