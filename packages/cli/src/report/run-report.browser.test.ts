import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium as playwright } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import { chromium } from '../test-support/browser.js';
import { exampleReport } from '../test-support/example-report.js';
import { runReport } from './run-report.js';

describe.skipIf(chromium === undefined)('runReport in Chromium (skipped where none is installed)', () => {
  it('opens without a request, an error or sideways scrolling, on a screen and on a phone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'minorant-report-'));
    const screenshots = process.env['MINORANT_SCREENSHOTS'];
    const browser = await playwright.launch({ executablePath: chromium!, args: ['--no-sandbox'] });
    try {
      const file = join(folder, 'report.html');
      await writeFile(file, runReport(exampleReport()));
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const [device, width] of [
          ['screen', 1280],
          ['phone', 375],
        ] as const) {
          const context = await browser.newContext({
            colorScheme,
            viewport: { width, height: 800 },
            offline: true,
          });
          const page = await context.newPage();
          const problems: string[] = [];
          const requests: string[] = [];
          page.on('pageerror', (error) => problems.push(String(error)));
          page.on('console', (message) => problems.push(message.text()));
          page.on('request', (request) => requests.push(request.url()));
          await page.goto(pathToFileURL(file).href);
          expect(problems).toEqual([]);
          expect(requests).toEqual([pathToFileURL(file).href]);
          const size = await page.evaluate<{ scroll: number; client: number; charts: number }>(
            `({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth,
               charts: [...document.querySelectorAll('.charts:not(.many) svg')].filter((svg) => svg.getBoundingClientRect().height > 100).length })`,
          );
          expect(size.scroll).toBeLessThanOrEqual(size.client);
          expect(size.charts).toBe(4);
          if (screenshots !== undefined) {
            await page.screenshot({
              path: join(screenshots, `report-${device}-${colorScheme}.png`),
              fullPage: true,
            });
          }
          await context.close();
        }
      }
    } finally {
      await browser.close();
      await rm(folder, { recursive: true });
    }
  });
});
