import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { resolvePlugin } from './resolve-plugin.js';

let project: string;
const source = (name: string): string =>
  `export default { $$type: 'minorant/plugin', name: '${name}', version: '1.0.0', apiVersion: '^1.0.0', setup() {} };`;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'minorant-project-'));
  const installed = join(project, 'node_modules', 'minorant-plugin-installed');
  await mkdir(join(project, 'configurations'));
  await mkdir(installed, { recursive: true });
  await writeFile(
    join(installed, 'package.json'),
    JSON.stringify({ name: 'minorant-plugin-installed', type: 'module', exports: { import: './main.js' } }),
  );
  await writeFile(join(installed, 'main.js'), source('installed'));
  await writeFile(join(project, 'local.mjs'), source('local'));
  await writeFile(join(project, 'empty.mjs'), 'export const x = 1;');
  await writeFile(join(project, 'other.mjs'), 'export default { name: "other" };');
  await writeFile(join(project, 'broken.mjs'), 'throw new Error("broken inside");');
});
afterAll(() => rm(project, { recursive: true, force: true }));

describe('resolvePlugin', () => {
  it('finds packages as Node does from the project, and modules by path', async () => {
    const directory = join(project, 'configurations');
    expect(await resolvePlugin('minorant-plugin-installed', directory)).toMatchObject({ name: 'installed' });
    expect(await resolvePlugin('../local.mjs', directory)).toMatchObject({ name: 'local' });
    expect(await resolvePlugin(join(project, 'local.mjs'), directory)).toMatchObject({ name: 'local' });
  });

  it.each([
    ['minorant-plugin-absent', 'MNR_PLUGIN_NOT_FOUND', 'no such package'],
    ['./absent.mjs', 'MNR_PLUGIN_NOT_FOUND', 'does not exist'],
    ['./broken.mjs', 'MNR_PLUGIN_NOT_FOUND', 'broken inside'],
    ['./empty.mjs', 'MNR_PLUGIN_INVALID', 'no default export'],
    ['./other.mjs', 'MNR_PLUGIN_INVALID', 'definePlugin'],
    ['data:text/javascript,export default 1', 'MNR_PLUGIN_NOT_FOUND', 'neither a package nor a path'],
    ['node:fs', 'MNR_PLUGIN_NOT_FOUND', 'neither a package nor a path'],
    ['fs', 'MNR_PLUGIN_NOT_FOUND', 'not a file'],
  ])('refuses %s', async (name, code, text) => {
    await expect(resolvePlugin(name, project)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as unknown,
    });
  });
});
