import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPreferences } from '@minorant/rlhf';

/** The value of a flag `--name value`. */
export function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** A set of the project's preference data, which is kept beside the repository and never committed. */
export async function readData(name) {
  const path = fileURLToPath(new URL(`../../../shared/data/preferences/${name}.jsonl.gz`, import.meta.url));
  if (!existsSync(path)) {
    console.error(
      `The data set ${name} is not there; it is kept beside the repository, in shared/data/preferences.`,
    );
    process.exit(0);
  }
  return readPreferences(path);
}

export const percent = (share) => `${(100 * share).toFixed(1)} %`;

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation of a sample. */
export const deviation = (values) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

/**
 * How this process was scheduled: at real-time priority (`chrt -r 2`) it has a core of a busy machine to itself, so that
 * times of the clock say what an idle one would.
 */
function scheduling() {
  try {
    // Field 41 of proc(5), the 39th after the name in brackets; 2 is SCHED_RR.
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[38] === '2' ? 'shared with other work, this process at real-time priority' : undefined;
  } catch {
    return undefined;
  }
}

/** Writes numbers with the command, the commit and the machine that made them, if `--out` is given. */
export async function writeResult(result) {
  const path = option('out');
  if (!path) return;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const words = process.argv.slice(1);
  words[0] = words[0].startsWith(root) ? words[0].slice(root.length) : words[0];
  const outAt = words.indexOf('--out');
  words.splice(outAt, 2);
  // What was run before comes out the same when it is run again.
  const resumeAt = words.indexOf('--resume');
  if (resumeAt >= 0) words.splice(resumeAt, 2);
  const cacheAt = words.indexOf('--cache');
  if (cacheAt >= 0) words[cacheAt + 1] = 'FOLDER';
  const made = {
    command: `node ${words.join(' ')}`,
    commit: execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    machine: `${cpus().length} x ${cpus()[0].model}, Node ${process.version}, ${scheduling() ?? 'shared with other work'}`,
    date: new Date().toISOString().slice(0, 10),
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...made, ...result }, undefined, 2)}\n`);
}
