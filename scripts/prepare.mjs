// Run before `npm start` and `npm test`: installs what package-lock.json names and builds the packages,
// each only when it is missing or out of date, so that a second run costs about a second.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.cache', 'minorant-installed');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Minorant needs Node 20.19 or later; this is ${process.version}. See https://nodejs.org.`);
  process.exit(1);
}

// What npm itself writes when it has installed: newer than the lock file after a plain `npm ci`.
const installed = join(root, 'node_modules', '.package-lock.json');
const lockFile = join(root, 'package-lock.json');
const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  if (
    existsSync(stamp) ||
    !existsSync(installed) ||
    statSync(installed).mtimeMs < statSync(lockFile).mtimeMs
  ) {
    console.log('Installing dependencies (npm ci) ...');
    step('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error']);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}
console.log('Building packages (tsc -b) ...');
step(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);

function step(command, args) {
  try {
    execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  } catch (error) {
    process.exit(typeof error.status === 'number' ? error.status : 1);
  }
}
