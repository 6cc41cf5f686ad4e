import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What a module imports at run time from elsewhere, itself or through its own files. */
async function importsOf(entry: URL): Promise<string[]> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = async (file: URL): Promise<void> => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const source = await readFile(fileURLToPath(file), 'utf8');
    // Imports of types alone are gone from what is compiled.
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    });
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (fileName.startsWith('.')) await visit(new URL(fileName.replace(/\.js$/, '.ts'), file));
      else found.add(fileName);
    }
  };
  await visit(entry);
  return [...found].sort();
}

// docs/guides/browser.md names them; all of @minorant/core is for Node.
describe('the entry points for pages', () => {
  const entry = (path: string): URL => new URL(`../../packages/${path}`, import.meta.url);

  it('@minorant/core/errors needs nothing', async () => {
    expect(await importsOf(entry('core/src/errors/define-errors.ts'))).toEqual([]);
  });

  it('@minorant/irl-piro/exact needs the errors of core alone', async () => {
    expect(await importsOf(entry('irl-piro/src/exact/index.ts'))).toEqual(['@minorant/core/errors']);
  });

  it('@minorant/envs/browser needs the errors of core, the engine and zod alone', async () => {
    const imports = await importsOf(entry('envs/src/browser.ts'));
    expect(imports).toEqual(['@minorant/core/errors', '@mujoco/mujoco', 'zod']);
  });
});
