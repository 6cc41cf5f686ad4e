// Everything of `npm test` that is no test: types, lint, documentation, evidence, public API, packages, format.
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (...parts) => join(root, 'node_modules', ...parts);

const checks = [
  // Without its cache: rules read types, which change with other files than the one that is cached.
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.']],
  ['types', [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.test.json']],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.']],
  ['code in the documentation', ['scripts/documentation/check-code.mjs']],
  ['generated pages', ['scripts/documentation/generate.mjs', '--check']],
  ['evidence', ['scripts/documentation/evidence.mjs']],
  ['public API', ['scripts/packages/api-reports.mjs', '--check']],
  ['packages', ['scripts/packages/check-packages.mjs']],
  ['links', ['scripts/documentation/check-links.mjs']],
  ['doc comments', ['scripts/documentation/public-symbols.mjs']],
];

/** How many checks run at once: they are programs of one thread each. */
const LANES = Math.min(2, availableParallelism());

/** Runs every check, says how each went as it ends, and returns how many failed. */
export async function runChecks() {
  const waiting = [...checks];
  let failed = 0;
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await passes(check))) failed += 1;
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return failed;
}

async function passes([name, args]) {
  const started = performance.now();
  const failure = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }).then(
    () => undefined,
    (error) => error,
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name} ... ${failure ? 'FAILED' : 'ok'} (${seconds} s)`);
  if (failure) console.log(failure.stdout + failure.stderr);
  return !failure;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exit((await runChecks()) === 0 ? 0 : 1);
