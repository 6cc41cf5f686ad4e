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
import { runMain } from '../../test-support/run-main.js';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
/** As it is built: it runs in a process of its own, which can be killed. */
const command = path('../../../bin/minorant.js');

let folder: string;
let server: ChildProcess | undefined;

async function start(...commandLine: string[]): Promise<void> {
  server = spawn(process.execPath, [command, 'label', ...commandLine], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  server.stderr!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  for await (const chunk of server.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes('Label at ')) return;
  }
  throw new Error(`The server did not start: ${text}`);
}

async function kill(): Promise<void> {
  if (server?.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

const lines = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

// The page's policy forbids evaluating strings: what it shows is read by selectors.
const shown = async (page: Page): Promise<string> =>
  (await page.locator('html').getAttribute('data-question')) ?? '';
const waitForAnswered = (page: Page, count: number): Promise<unknown> =>
  page.waitForSelector(`html[data-answered="${count}"]`, { timeout: 60_000 });
const screenshot = async (page: Page, name: string): Promise<void> => {
  const screenshots = process.env['MINORANT_SCREENSHOTS'];
  if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, name) });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-label-'));
});

afterEach(async () => {
  await kill();
  await rm(folder, { recursive: true });
});

describe.skipIf(chromium === undefined)(
  'minorant label in Chromium (skipped where none is installed)',
  () => {
    it(
      'loses and doubles none of 20 answers when the server is killed in the middle',
      { timeout: 300_000 },
      async () => {
        const questions = Array.from({ length: 20 }, (_, i) => ({
          prompt: `Question ${i} <img src=x onerror="window.hacked = true">`,
          candidates: [
            `<b>good</b> answer to ${i}, please`,
            `bad </script><script>window.hacked = true</script> ${i}`,
          ],
        }));
        const source = join(folder, 'questions.jsonl');
        await writeFile(source, questions.map((row) => `${JSON.stringify(row)}\n`).join(''));
        const out = join(folder, 'labels.jsonl');
        const port = await freePort();
        const given = [source, '--out', out, '--port', String(port), '--seed', '3'];
        await start(...given);

        const browser = await playwright.launch({ executablePath: chromium!, args: ['--no-sandbox'] });
        try {
          const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
          const problems: string[] = [];
          page.on('pageerror', (error) => problems.push(String(error)));
          await page.goto(`http://127.0.0.1:${port}/`);
          await waitForAnswered(page, 0);
          await screenshot(page, 'label-texts.png');

          /** What was answered for each question, by what the page showed. */
          const meant = new Map<string, string>();
          const sides = new Set<string>();
          const keys = ['better', 'better', 'ArrowUp', 'better', 'ArrowDown'];
          for (let i = 0; i < 20; i++) {
            const id = await shown(page);
            const left = await page.textContent('#left');
            const better = left!.startsWith('<b>good') ? 'ArrowLeft' : 'ArrowRight';
            sides.add(better);
            const key = keys[i % keys.length]!;
            meant.set(id, key === 'better' ? 'first' : key === 'ArrowUp' ? 'tie' : 'cannot-tell');
            if (i === 7) {
              // Killed with an answer under way: the page keeps it and sends it again.
              await kill();
              await page.keyboard.press(key === 'better' ? better : key);
              await page.waitForSelector('#status:not(:empty)');
              await start(...given);
            } else if (i === 12) {
              // Killed right after a key, whether or not it was taken.
              const pressed = page.keyboard.press(key === 'better' ? better : key);
              await kill();
              await pressed;
              await start(...given);
            } else if (i === 15) {
              // A mistake, taken back.
              await page.keyboard.press(better === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft');
              await waitForAnswered(page, 16);
              await page.keyboard.press('Backspace');
              await waitForAnswered(page, 15);
              expect(await shown(page)).toBe(id);
              await page.keyboard.press(key === 'better' ? better : key);
            } else await page.keyboard.press(key === 'better' ? better : key);
            await waitForAnswered(page, i + 1);
          }
          expect(await page.isVisible('#done')).toBe(true);
          expect(sides).toEqual(new Set(['ArrowLeft', 'ArrowRight']));
          expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
          expect(problems).toEqual([]);

          const rows = await lines(out);
          expect(rows).toHaveLength(22);
          expect(new Set(rows.map(({ nonce }) => nonce)).size).toBe(22);
          const standing = new Map<unknown, unknown>();
          for (const { question, label } of rows) standing.set(question, label);
          expect(standing).toEqual(meant);
        } finally {
          await browser.close();
        }
        await kill();

        const { records } = await readPreferences(out);
        // Four of the twenty could not be told.
        expect(records).toHaveLength(16);
        expect(records.filter(({ probabilities }) => probabilities[0] === 0.5)).toHaveLength(4);
        const trained = await runMain(
          ...[
            'preferences',
            'train',
            '--data',
            out,
            '--out',
            join(folder, 'model'),
            '--epochs',
            '3',
            '--json',
            '--eager',
          ],
          ...['--set', 'algorithm.batchSize=8'],
        );
        expect(trained.code).toBe(0);
        const evaluated = await runMain(
          ...['preferences', 'evaluate', '--model', join(folder, 'model'), '--data', out, '--json'],
        );
        expect(JSON.parse(evaluated.stdout.trim().split('\n').at(-1)!)).toMatchObject({
          count: 16,
          accuracy: 1,
        });
      },
    );

    it('says what was refused, and what it cannot show', { timeout: 120_000 }, async () => {
      const out = join(folder, 'labels.jsonl');
      const port = await freePort();
      const source = join(folder, 'questions.jsonl');
      await writeFile(source, '{"candidates":["a","b"]}\n');
      await start(source, '--out', out, '--port', String(port));
      const browser = await playwright.launch({
        executablePath: chromium!,
        args: ['--no-sandbox', '--disable-3d-apis'],
      });
      try {
        const page = await browser.newPage();
        await page.route('**/api/answer', (route) =>
          route.fulfill({ status: 404, json: { error: 'there is no such question' } }),
        );
        await page.goto(`http://127.0.0.1:${port}/`);
        await waitForAnswered(page, 0);
        await page.keyboard.press('ArrowLeft');
        await page.waitForSelector('#status:has-text("there is no such question")', { timeout: 10_000 });
        await kill();

        const demonstrations = path('../../../../../examples/inverted-pendulum/demonstrations.hdf5');
        await start(demonstrations, '--out', out, '--pairs', '2', '--length', '5', '--port', String(port));
        await page.unroute('**/api/answer');
        await page.reload();
        await page.waitForSelector('#status:has-text("cannot be shown in this browser")', {
          timeout: 30_000,
        });
        await page.keyboard.press('ArrowLeft');
        expect(await page.isDisabled('#answer-left')).toBe(true);
      } finally {
        await browser.close();
      }
      await kill();
      expect(await readFile(out, 'utf8')).toBe('');
    });

    it(
      'shows two clips, without their rewards, and keeps them as segments',
      { timeout: 300_000 },
      async () => {
        const out = join(folder, 'labels.jsonl');
        const port = await freePort();
        const demonstrations = path('../../../../../examples/inverted-pendulum/demonstrations.hdf5');
        const counts = ['--pairs', '3', '--length', '20', '--port', String(port)];
        await start(demonstrations, '--out', out, ...counts);
        const browser = await playwright.launch({
          executablePath: chromium!,
          args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
        });
        try {
          const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
          const problems: string[] = [];
          page.on('pageerror', (error) => problems.push(String(error)));
          const state = await page.request.get(`http://127.0.0.1:${port}/api/state`);
          const { question } = (await state.json()) as {
            question: { left: { scene: { rewards: number[] } } };
          };
          expect(question.left.scene.rewards).toEqual(new Array(20).fill(0));
          await page.goto(`http://127.0.0.1:${port}/`);
          await waitForAnswered(page, 0);
          await page.waitForSelector('#right canvas');
          await screenshot(page, 'label-clips.png');
          for (const [i, key] of ['ArrowLeft', 'ArrowUp', 'ArrowRight'].entries()) {
            await page.keyboard.press(key);
            await waitForAnswered(page, i + 1);
          }
          expect(problems).toEqual([]);
        } finally {
          await browser.close();
        }
        await kill();
        const { records } = await readPreferences(out);
        expect(records).toHaveLength(3);
        for (const { candidates } of records) {
          const lengths = candidates.map(
            (candidate) => candidate.kind === 'segment' && candidate.segment.length,
          );
          expect(lengths).toEqual([20, 20]);
        }
        const trained = await runMain(
          ...['preferences', 'train', '--data', out, '--out', join(folder, 'model'), '--json'],
          ...['--eager', '--epochs', '1', '--set', 'algorithm.batchSize=3'],
        );
        expect(trained.code, trained.stderr).toBe(0);
      },
    );
  },
);
