import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';

import { main } from '../main.js';

/** Runs the command inside this process and gives what it wrote. */
export async function runMain(
  ...commandLine: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const code = await main(['node', 'minorant', ...commandLine], { stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, stdout: out, stderr: err };
}
