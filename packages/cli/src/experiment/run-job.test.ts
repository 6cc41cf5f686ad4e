import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { jobOf, type Job } from './plan-jobs.js';
import { runJob } from './run-job.js';

let folder: string;
let job: Job;
let checkpoint: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-run-job-'));
  job = jobOf({ task: 'A', algorithm: 'PIRO', seed: 1 }, { algorithm: 'piro' }, folder);
  checkpoint = join(job.folder, 'checkpoints', '000001-step-10');
  mkdirSync(checkpoint, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A `minorant` that does what the text says. */
function fake(text: string): string {
  const file = join(folder, 'fake.mjs');
  writeFileSync(file, `import { appendFileSync, writeFileSync } from 'node:fs';\n${text}`);
  return file;
}

/** Runs a stopped job and tells which command was started. */
async function commandFor(configuration: string | undefined): Promise<string> {
  if (configuration !== undefined) writeFileSync(join(job.folder, 'config.yaml'), configuration);
  const said = join(folder, 'said');
  const minorant = fake(`writeFileSync(${JSON.stringify(said)}, process.argv[2]);`);
  await runJob(job, { state: 'stopped', directory: folder, minorant });
  return readFileSync(said, 'utf8');
}

describe('runJob of a stopped run', () => {
  it('keeps the run and its checkpoints whatever the resumption fails with', async () => {
    writeFileSync(join(job.folder, 'config.yaml'), 'algorithm: learnt-reward\n');
    const minorant = fake(
      `console.error('Error MNR_CLI_NO_RUN\\n  source has no learnt reward.'); process.exit(2);`,
    );
    const outcome = await runJob(job, { state: 'stopped', directory: folder, minorant });
    expect(outcome).toMatchObject({
      code: 2,
      problem: expect.stringContaining('MNR_CLI_NO_RUN') as unknown,
    });
    expect(existsSync(checkpoint)).toBe(true);
  });

  it.each([
    ['goes on', 'checkpoints: { every: 10 }', 'resume', true],
    ['goes on from what only resume can explain', 'checkpoints: [', 'resume', true],
    ['starts anew without a configuration', undefined, 'train', false],
    ['starts anew where no checkpoints are kept', 'checkpoints: false', 'train', false],
  ])('%s', async (_name, configuration, command, isKept) => {
    expect(await commandFor(configuration)).toBe(command);
    expect(existsSync(checkpoint)).toBe(isKept);
  });
});

describe.skipIf(process.platform === 'win32')('a second signal (skipped where there are none)', () => {
  it('reaches the run as the first one does', { timeout: 20_000 }, async () => {
    const said = join(folder, 'said');
    const minorant = fake(`
      const say = (text) => appendFileSync(${JSON.stringify(said)}, text);
      let signals = 0;
      process.on('SIGTERM', () => { say('stop '); if (++signals === 2) process.exit(143); });
      setTimeout(() => process.exit(0), 10_000);
      say('ready ');`);
    const [stop, interrupt] = [new AbortController(), new AbortController()];
    const running = runJob(job, {
      state: 'missing',
      directory: folder,
      minorant,
      signal: stop.signal,
      interrupt: interrupt.signal,
    });
    const hears = async (text: string): Promise<void> => {
      while (!existsSync(said) || readFileSync(said, 'utf8') !== text) await sleep(10);
    };
    await hears('ready ');
    stop.abort();
    await hears('ready stop ');
    interrupt.abort();
    expect(await running).toMatchObject({ code: 143 });
    expect(readFileSync(said, 'utf8')).toBe('ready stop stop ');
  });
});
