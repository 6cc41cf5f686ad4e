import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

  it('hides no other error of a stream', () => {
    const stream = new PassThrough();
    outliveReaders([stream]);
    expect(() => stream.emit('error', new Error('the disk is full'))).toThrow('the disk is full');
  });
});
