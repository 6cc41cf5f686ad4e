import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { main } from './main.js';
import { versions } from './versions.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'create-minorant-plugin-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        texts[name] += chunk.toString();
        done();
      },
    });
  const code = await main(['node', 'create-minorant-plugin', ...args], {
    stdin: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  });
  return { code, ...texts };
}

describe('create-minorant-plugin', () => {
  it('writes a plugin by flags and says what to do next', async () => {
    const place = join(folder, 'minorant-plugin-huber');
    const { code, stdout } = await run(place, '--point', 'trust-region');
    expect(code).toBe(0);
    expect(stdout).toMatch(/npm install\n.*npm test/);
    expect((await readdir(place)).sort()).toEqual([
      ...['.gitignore', '.npmrc', 'README.md', 'config.yaml', 'eslint.config.js', 'package.json', 'src'],
      ...['tsconfig.build.json', 'tsconfig.json'],
    ]);
    expect((await readdir(join(place, 'src'))).sort()).toEqual(['huber.test.ts', 'huber.ts', 'index.ts']);
    const manifest = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest['name']).toBe('minorant-plugin-huber');
    expect(manifest['peerDependencies']).toEqual({
      '@minorant/core': `^${versions.minorant}`,
      '@minorant/irl-piro': `^${versions.minorant}`,
      '@tensorflow/tfjs': versions['@tensorflow/tfjs'],
    });
    const texts = await Promise.all(
      ['src/huber.ts', 'src/index.ts', 'README.md', 'config.yaml'].map((file) =>
        readFile(join(place, file), 'utf8'),
      ),
    );
    expect(texts.join('\n')).not.toMatch(/template/i);
  });

  it('takes a name and an id of their own', async () => {
    const place = join(folder, 'here');
    await run(place, '--point', 'environment', '--name', '@you/tasks', '--id', 'long-road');
    expect(await readFile(join(place, 'src', 'long-road.ts'), 'utf8')).toContain("'LongRoad-v0'");
    expect(await readFile(join(place, 'config.yaml'), 'utf8')).toContain("plugins: ['@you/tasks']");
  });

  it('takes an id that is a word of the language', async () => {
    for (const point of ['callback', 'query-strategy']) {
      const place = join(folder, point);
      expect((await run(place, '--point', point, '--id', 'default')).code).toBe(0);
      expect(await readFile(join(place, 'src', 'default.ts'), 'utf8')).not.toMatch(/function default\b/);
    }
  });

  it('writes into an empty folder and a fresh clone, and into no other', async () => {
    const place = join(folder, 'mine');
    await mkdir(join(place, '.git'), { recursive: true });
    expect((await run(place, '--point', 'callback')).code).toBe(0);
    const again = await run(place, '--point', 'callback');
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('is not empty') as unknown });
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(await run(file, '--point', 'callback')).toMatchObject({ code: 2 });
  });

  it('says what is wrong with a place that it cannot write', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const places = [join(file, 'x'), join(folder, 'x'.repeat(300), 'y')];
    // Where this fails it hangs for ever.
    if (process.platform === 'linux') places.push('/proc/minorant-plugin-x');
    for (const place of places) {
      const { code, stderr } = await run(place, '--point', 'callback');
      expect(stderr).toContain(`${place} cannot be written: E`);
      expect(code).toBe(2);
    }
  });

  it.each([
    [['x', '--point', 'reward'], 'There are: reward-model'],
    [['Upper', '--point', 'callback'], 'no name for a package'],
    [['x', '--point', 'callback', '--name', 'a b'], 'no name for a package'],
    [['x', '--point', 'callback', '--id', 'A'], 'no id for a component'],
    [['minorant-plugin-metric', '--point', 'metric-sink'], 'two things called MetricSink'],
    [['minorant-plugin-file', '--point', 'data-source'], 'two things called readFile'],
    [['minorant-plugin-index', '--point', 'callback'], 'two things called index.ts'],
    [['x'], 'An extension point is missing'],
    [[], 'A folder is missing'],
    [['x', '--wrong'], 'unknown option'],
  ])('refuses %j, and writes nothing', async (args, text) => {
    const [first, ...rest] = args;
    const given = first === undefined ? [] : [join(folder, first), ...rest];
    const { code, stderr } = await run(...given);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(text) as unknown });
    expect(await readdir(folder)).toEqual([]);
  });

  it('writes the versions that this repository uses', async () => {
    const read = async (path: string) =>
      JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as {
        version: string;
        dependencies?: Record<string, string>;
        devDependencies?: Record<string, string>;
      };
    const root = await read('../../../package.json');
    const core = await read('../../core/package.json');
    const used: Record<string, string> = {
      ...root.devDependencies,
      ...core.dependencies,
      minorant: core.version,
    };
    for (const [name, version] of Object.entries(versions))
      expect([name, used[name]]).toEqual([name, version]);
  });
});
