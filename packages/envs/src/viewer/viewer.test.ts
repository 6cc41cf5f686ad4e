import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { RandomStream, type Episode } from '@minorant/core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { collectDemonstrations } from '../demonstrations/record/collect-demonstrations.js';
import { recordEpisodes } from '../demonstrations/record/record-episodes.js';
import type { MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import { make } from '../registry/registry.js';
import type { Wrapper } from '../wrappers/wrapper.js';
import { captureReplay } from './capture/capture-replay.js';
import { replayPage } from './replay-page.js';
import type { ReplayScene } from './replay-scene.js';
import { captureDemonstrations, writeReplay } from './write-replay.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'minorant-viewer-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Episodes of random actions. */
async function record(id: string, episodes = 1, maximumSteps = 30): Promise<Episode[]> {
  const environment = await make(id);
  const random = new RandomStream(4);
  const { actionSpace: space } = environment;
  const act = () =>
    space.kind === 'box'
      ? Array.from(space.low, (low, i) => low + random.uniform() * (space.high[i]! - low))
      : random.integer(space.kind === 'discrete' ? space.n : 1);
  const recorded: Episode[] = [];
  for await (const episode of recordEpisodes({ environment, act, episodes, seed: 5, maximumSteps }))
    recorded.push(episode);
  environment.dispose();
  return recorded;
}

async function capture(id: string, episode: Episode, title?: string): Promise<ReplayScene> {
  const environment = await make(id);
  try {
    return captureReplay(environment, episode, title);
  } finally {
    environment.dispose();
  }
}

describe('capturing', () => {
  it.each(['Hopper-v4', 'Ant-v4', 'Reacher-v4', 'PointMaze_UMaze-v3', 'AdroitHandPen-v1'])(
    'draws every frame of %s in three dimensions',
    async (id) => {
      const [episode] = await record(id);
      const scene = await capture(id, episode!);
      if (scene.kind !== '3d') throw new Error('not in three dimensions');
      const moving = scene.geoms.filter((geom) => geom.pose === undefined);
      expect(scene.frames.length).toBe((episode!.length + 1) * (3 + 7 * moving.length));
      expect(scene.frames.every(Number.isFinite)).toBe(true);
      expect(moving.length).toBeGreaterThan(0);
      for (let i = 0; i < moving.length; i++)
        expect(Math.hypot(...scene.frames.slice(3 + 7 * i + 3, 3 + 7 * i + 7))).toBeCloseTo(1, 5);
    },
  );

  it('takes the seconds of a step from the physics', async () => {
    const seconds = { 'Hopper-v4': 0.008, 'AntMaze_UMaze-v4': 0.05, 'PointMaze_UMaze-v3': 0.01 };
    for (const [id, dt] of Object.entries(seconds)) {
      const [episode] = await record(id, 1, 3);
      expect((await capture(id, episode!)).dt).toBeCloseTo(dt, 12);
    }
  });

  it.each(['LunarLander-v3', 'CartPole-v1', 'GridWorld7x7-v0'])('draws %s in two dimensions', async (id) => {
    const [episode] = await record(id);
    const scene = await capture(id, episode!);
    if (scene.kind !== '2d') throw new Error('not in two dimensions');
    const moving = scene.shapes.filter((shape) => shape.moves).length;
    expect(scene.frames.length).toBe((episode!.length + 1) * moving * 4);
    expect(scene.frames.every(Number.isFinite)).toBe(true);
  });

  it('puts geoms where MuJoCo has them', async () => {
    const [episode] = await record('Ant-v4');
    const scene = await capture('Ant-v4', episode!);
    const environment = await make('Ant-v4');
    const task = (environment as unknown as Wrapper).unwrapped as unknown as MujocoEnvironment;
    const { observation } = environment.reset({ seed: episode!.seed! });
    const torso = task.simulation.array('xpos').slice(3, 6);
    environment.dispose();
    expect([...scene.frames.slice(0, 3)]).toEqual([...torso].map(Math.fround));
    expect(scene.frames[2]).toBeCloseTo((observation as Float64Array)[0]!, 6);
  });

  it('finds the same states from observations alone as from the seed', async () => {
    const [episode] = await record('Hopper-v4');
    const { seed: _seed, ...unseeded } = episode!;
    const seeded = await capture('Hopper-v4', episode!);
    const observed = await capture('Hopper-v4', unseeded);
    const width = seeded.frames.length / (episode!.length + 1);
    // Without the seed, x begins at zero; everything else is the same.
    const start = seeded.frames[0]!;
    const last = episode!.length * width;
    expect(observed.frames[last]! - observed.frames[0]!).toBeCloseTo(seeded.frames[last]! - start, 5);
    expect(observed.frames[last + 2]).toBeCloseTo(seeded.frames[last + 2]!, 6);
  });

  it('refuses what it cannot play', async () => {
    const [episode] = await record('Reacher-v4');
    const { seed: _seed, ...unseeded } = episode!;
    await expect(capture('Reacher-v4', unseeded)).rejects.toMatchObject({ code: 'MNR_REPLAY_UNKNOWN_STATE' });
    await expect(capture('Reacher-v4', { ...episode!, seed: 999 })).rejects.toMatchObject({
      code: 'MNR_REPLAY_UNKNOWN_STATE',
    });
    await expect(capture('Hopper-v4', episode!)).rejects.toMatchObject({
      code: 'MNR_DEMONSTRATIONS_MISMATCH',
    });
    expect(() => replayPage({ scenes: [], title: '' })).toThrow(/nothing to replay/);
  });
});

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

describe('writing a page', () => {
  it('leaves nothing behind where it fails', async () => {
    const [episode] = await record('CartPole-v1');
    const scenes = [await capture('CartPole-v1', episode!)];
    const parent = join(folder, 'taken');
    mkdirSync(join(parent, 'page.html'), { recursive: true });
    expect(() => writeReplay({ scenes, title: 'taken', out: join(parent, 'page.html') })).toThrow(
      expect.objectContaining({ code: 'MNR_DEMONSTRATIONS_WRITE' }),
    );
    expect(readdirSync(parent)).toEqual(['page.html']);
  });

  it('says why it cannot, also where there is nothing to clean up', async () => {
    const [episode] = await record('CartPole-v1');
    const scenes = [await capture('CartPole-v1', episode!)];
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    for (const out of [join(file, 'page.html'), join(folder, 'x'.repeat(300))])
      expect(() => writeReplay({ scenes, title: 'no place', out })).toThrow(
        expect.objectContaining({ code: 'MNR_DEMONSTRATIONS_WRITE' }),
      );
  });
});

describe.skipIf(executablePath === undefined)('the page in Chromium', () => {
  let browser: Browser;
  let requests: string[] = [];
  let problems: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    });
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(file: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 640, height: 420 } });
    requests = [];
    problems = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html[data-ready=true]');
    return page;
  }

  /** Number of different colours in a canvas as it is shown: one when nothing is drawn. */
  async function colours(page: Page): Promise<number> {
    const picture = await page.locator('.stage canvas').first().screenshot();
    return page.evaluate(`(async () => {
      const image = await createImageBitmap(await (await fetch('data:image/png;base64,${picture.toString('base64')}')).blob());
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
    })()`);
  }

  /** Waits until the page shows a step. */
  async function shows(page: Page, step: number): Promise<void> {
    await page.waitForFunction(`document.getElementById('clock').textContent.startsWith('step ${step} ')`);
  }

  it('plays two episodes of Hopper side by side, steps, scrubs and needs no network', async () => {
    const environment = await make('Hopper-v4');
    const path = join(folder, 'hopper.hdf5');
    await collectDemonstrations({ environment, act: () => [0.4, -0.2, 0.1], episodes: 2, seed: 1, path });
    const scenes = await captureDemonstrations(path, environment);
    environment.dispose();
    const out = join(folder, 'pages/hopper.html');
    writeReplay({ scenes, title: 'Hopper', out });
    const page = await open(out);
    expect(await page.locator('.panel').count()).toBe(2);
    expect(await colours(page)).toBeGreaterThan(100);

    await page.locator('#forward').click();
    await page.locator('#forward').click();
    await page.locator('#back').click();
    await shows(page, 1);
    expect(await page.locator('.caption').first().textContent()).toContain(
      `1 / ${scenes[0]!.rewards.length}`,
    );
    await page.locator('#scrub').fill('7');
    await shows(page, 7);
    const total = scenes[0]!.rewards.slice(0, 7).reduce((sum, reward) => sum + reward, 0);
    expect(await page.locator('.caption').first().textContent()).toContain(total.toFixed(1));

    await page.locator('#speed').selectOption('8');
    await page.locator('#play').click();
    const longest = Math.max(...scenes.map((scene) => scene.rewards.length));
    await shows(page, longest);
    expect(await page.locator('.ended').allTextContents()).toEqual([
      'Ended: terminated',
      'Ended: terminated',
    ]);
    await page.locator('#compare').click();
    expect(await page.locator('.panel').count()).toBe(1);
    await page.locator('#theme').click();
    await page.locator('#recentre').click();
    expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('draws LunarLander and the grid world on a canvas', async () => {
    for (const id of ['LunarLander-v3', 'GridWorld7x7-v0']) {
      const [episode] = await record(id);
      const out = join(folder, `${id}.html`);
      writeReplay({ scenes: [await capture(id, episode!)], title: id, out });
      expect(readFileSync(out).length).toBeLessThan(100_000);
      const page = await open(out);
      await page.locator('#scrub').fill('3');
      expect(await colours(page)).toBeGreaterThan(4);
      expect(problems).toEqual([]);
      await page.close();
    }
  });

  it('shows hostile titles as text', async () => {
    const [episode] = await record('CartPole-v1');
    const hostile = `</script><script>document.title = 'broken'</script><img src=x onerror="alert(1)">`;
    const scene = await capture('CartPole-v1', episode!, hostile);
    const out = join(folder, 'hostile.html');
    writeReplay({ scenes: [scene, scene], title: hostile, out });
    const page = await open(out);
    expect(await page.title()).toBe(hostile);
    expect(await page.locator('h1').textContent()).toBe(hostile);
    expect(await page.locator('.caption select option').first().textContent()).toBe(hostile);
    expect(await page.locator('img').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });
});
