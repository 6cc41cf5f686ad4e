import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { definePlugin } from '../plugins/define-plugin.js';
import { loadPlugins } from './load-plugins.js';

const make = (name: string) =>
  definePlugin({ name, version: '1.0.0', apiVersion: '^1.0.0', setup: () => undefined });
const standard = make('standard');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-plugins-'));
  const core = new URL('../plugins/define-plugin.ts', import.meta.url).href;
  for (const [file, name] of Object.entries({ one: 'mine', two: 'mine', copy: 'standard' }))
    await writeFile(
      join(folder, `${file}.mjs`),
      `import { definePlugin } from ${JSON.stringify(core)};
       export default definePlugin({ name: '${name}', version: '2.0.0', apiVersion: '^1.0.0', setup() {} });`,
    );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('loadPlugins', () => {
  it.each([
    ['two files', ['./one.mjs', './two.mjs']],
    ['a file and one that is always there', ['./copy.mjs']],
    ['two objects', [make('mine'), make('mine')]],
  ])('refuses two plugins of one name: %s', async (_what, given) => {
    await expect(loadPlugins(given, [standard], folder)).rejects.toMatchObject({
      code: 'MNR_PLUGIN_DUPLICATE',
    });
  });

  it('takes a plugin that is named twice once, with the configuration that was given last', async () => {
    const given = ['./one.mjs', standard, { name: './one.mjs', config: { a: 1 } }, 'standard'];
    const loaded = await loadPlugins(given, [standard], folder);
    expect(loaded.map(({ plugin, config }) => [plugin.name, config])).toEqual([
      ['standard', undefined],
      ['mine', { a: 1 }],
    ]);
  });
});
