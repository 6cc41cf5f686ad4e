import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lineWalkPlugin } from './fixtures/line-walk.js';
import { openRun } from './open-run.js';
import type { PipelineOptions } from './options.js';
import { pipeline } from './pipeline.js';
import { makeRunFolder } from './run-folder.js';

const options: PipelineOptions = { environment: 'LineWalk-v0', algorithm: 'climb', budget: { steps: 20 } };
const runtime = { plugins: [lineWalkPlugin] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-run-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the folder of a run that could not be put together', () => {
  it('is taken away again with those above it that were made', async () => {
    const broken = { ...options, policy: { id: 'climber', broken: true } };
    const run = pipeline({ ...broken, output: join(folder, 'runs', 'first') }, runtime);
    await expect(run).rejects.toThrow('no rope');
    expect(await readdir(folder)).toEqual([]);
  });

  it('stays where it was there before, or where something else is in it by now', async () => {
    await mkdir(join(folder, 'mine'));
    const keep = await makeRunFolder(join(folder, 'mine'));
    keep();
    const remove = await makeRunFolder(join(folder, 'runs', 'first'));
    await writeFile(join(folder, 'runs', 'note.txt'), 'precious');
    remove();
    expect(await readdir(folder)).toEqual(['mine', 'runs']);
    expect(await readdir(join(folder, 'runs'))).toEqual(['note.txt']);
  });
});

describe('the folder that Run.save wrote', () => {
  it('has no best policy, and says so', async () => {
    const run = await pipeline(options, runtime);
    await run.train();
    await run.save(join(folder, 'saved'));
    await run.dispose();
    await expect(openRun(join(folder, 'saved'), { ...runtime, which: 'best' })).rejects.toMatchObject({
      code: 'MNR_RUN_NOT_A_RUN',
      message: expect.stringContaining('it has no folder best') as unknown,
    });
  });
});
