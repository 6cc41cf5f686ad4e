import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPreferences } from '@minorant/rlhf';
import { chromium as playwright, type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { chromium } from '../../test-support/browser.js';
import { freePort } from '../../test-support/free-port.js';

/** As it is built: it runs in a process of its own, which can be killed. */
const command = fileURLToPath(new URL('../../../bin/minorant.js', import.meta.url));

let folder: string;
let run: ChildProcess | undefined;
let printed = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-human-'));
});
afterEach(async () => {
  await kill();
  await rm(folder, { recursive: true });
});

function start(...given: string[]): void {
  run = spawn(process.execPath, [command, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [run.stdout!, run.stderr!])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
}

async function kill(): Promise<void> {
  if (run?.exitCode !== null || run.signalCode !== null) return;
  const gone = once(run, 'exit');
  run.kill('SIGKILL');
  await gone;
}

/** Questions that the page has shown, in order; it is sent the answer that a key means. */
async function answerNext(page: Page, asked: string[]): Promise<boolean> {
  const id = await page.locator('html').getAttribute('data-question');
  if (id === null || id === 'none') return false;
  asked.push(id);
  await page.keyboard.press(asked.length % 3 === 0 ? 'ArrowUp' : 'ArrowLeft');
  await page.waitForSelector(`html:not([data-question="${id}"])`, { timeout: 60_000 });
  return true;
}

const configuration = {
  seed: 1,
  environment: 'InvertedPendulum-v4',
  algorithm: {
    ...{ id: 'preference-rl', initialQueries: 4, queries: 3, maximumQueries: 7, members: 1 },
    ...{ segmentLength: 10, rolloutSteps: 60, steps: 3, batchSize: 4 },
  },
  reward: { id: 'mlp', hidden: [8] },
  policy: { id: 'sac', hidden: [8], batchSize: 8, stepsPerRound: 40, learningStarts: 20 },
  evaluation: false,
  budget: { iterations: 3 },
  execution: 'eager',
};

describe.skipIf(chromium === undefined)(
  'the gatherer human in Chromium (skipped where none is installed)',
  () => {
    it(
      'asks while a run waits, and nothing twice when the run is killed and goes on',
      { timeout: 300_000 },
      async () => {
        const port = await freePort();
        const file = join(folder, 'human.json');
        await writeFile(file, JSON.stringify({ ...configuration, gatherer: { id: 'human', port } }));
        const out = join(folder, 'run');
        start('train', '--config', file, '--out', out);
        const browser = await playwright.launch({
          executablePath: chromium!,
          args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
        });
        const asked: string[] = [];
        try {
          await expect.poll(() => printed, { timeout: 120_000 }).toContain(`4 questions are waiting at http`);
          const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
          const problems: string[] = [];
          page.on('pageerror', (error) => problems.push(String(error)));
          await page.goto(`http://127.0.0.1:${port}/`);
          await page.waitForSelector('#right canvas', { timeout: 60_000 });
          const screenshots = process.env['MINORANT_SCREENSHOTS'];
          if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'label-run.png') });
          for (let i = 0; i < 2; i++) expect(await answerNext(page, asked)).toBe(true);
          await kill();

          start('resume', out);
          await expect.poll(() => printed, { timeout: 120_000 }).toContain('2 questions are waiting at http');
          await expect
            .poll(
              async () => {
                await answerNext(page, asked);
                return asked.length;
              },
              { timeout: 120_000, interval: 100 },
            )
            .toBe(7);
          expect(new Set(asked).size).toBe(7);
          expect(problems).toEqual([]);
        } finally {
          await browser.close();
        }
        if (run!.exitCode === null) await once(run!, 'exit');
        expect(run!.exitCode, printed).toBe(0);
        const labels = join(out, 'labels.jsonl');
        const rows = (await readFile(labels, 'utf8')).trim().split('\n');
        expect(rows.map((line) => (JSON.parse(line) as { question: string }).question)).toEqual(asked);
        expect((await readPreferences(labels)).records).toHaveLength(7);
      },
    );
  },
);
