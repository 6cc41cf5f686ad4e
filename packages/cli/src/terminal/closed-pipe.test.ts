import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { outliveReaders } from './closed-pipe.js';

const binary = fileURLToPath(new URL('../../bin/minorant.js', import.meta.url));

describe('a closed pipe', () => {
  it('does not end the command that writes to it', async () => {
    const child = spawn(process.execPath, [binary, 'config', '--schema'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(errors).toBe('');
  });

  it('is no error that its user is told', () => {
    const stream = new PassThrough();
    const lost = outliveReaders([stream]);
    stream.emit('error', Object.assign(new Error('nobody reads'), { code: 'EPIPE' }));
    expect(lost()).toBeUndefined();
  });
});

describe('a full disk under what is printed', () => {
  it('ends nothing, and the first error is kept', () => {
    const stream = new PassThrough();
    const lost = outliveReaders([stream]);
    stream.emit('error', new Error('the disk is full'));
    stream.emit('error', new Error('and still is'));
    expect(lost()).toMatchObject({ message: 'the disk is full' });
  });

  it.runIf(process.platform === 'linux')('is told at the end, where it can be', async () => {
    const full = openSync('/dev/full', 'w');
    const run = async (stderr: number | 'pipe'): Promise<[unknown, string]> => {
      const stdio = ['ignore', full, stderr] as const;
      const child = spawn(process.execPath, [binary, 'config', '--schema'], { stdio: [...stdio] });
      let errors = '';
      child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
      const [code] = (await once(child, 'close')) as [unknown];
      return [code, errors];
    };
    const [code, errors] = await run('pipe');
    expect(errors).toMatch(/^Error MNR_CLI_OUTPUT\n.*the disk is full\.\n {2}Hint: .*\n$/);
    expect(code).toBe(1);
    expect(await run(full)).toEqual([1, '']);
    closeSync(full);
  });
});
