import { existsSync } from 'node:fs';

/** Where a Chromium usually is; `MINORANT_CHROMIUM` names another one. */
const candidates = [
  process.env['MINORANT_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The path of an installed Chromium, or undefined: tests of pages are then skipped, visibly. */
export const chromium: string | undefined = candidates.find((path) => path !== undefined && existsSync(path));
