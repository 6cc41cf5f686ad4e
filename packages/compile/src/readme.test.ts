import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
/** What each example prints, in order. */
const printed = [
  [/^loss 0\.\d+$/],
  [/^true$/],
  [/reads the numbers of a tensor made by Sum .* not known/, /1,2/],
  [/^true$/],
];

let folder: string;
beforeEach(() => {
  // Inside the package, so that the imports are found.
  folder = mkdtempSync(fileURLToPath(new URL('../node_modules-readme-', import.meta.url)));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

describe('the examples of the README', () => {
  it.each(examples.map((code, i) => [i, code] as const))('run: number %i', async (i, code) => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...args) => void lines.push(args.join(' ')));
    const file = join(folder, `example-${i}.ts`);
    writeFileSync(file, code);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    expect(lines).toHaveLength(printed[i]!.length);
    printed[i]!.forEach((pattern, k) => expect(lines[k]).toMatch(pattern));
  });
});
