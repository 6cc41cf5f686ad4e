// Everything of `npm test` that is no test: types, lint, documentation, evidence, public API, packages, format.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (...parts) => join(root, 'node_modules', ...parts);

const checks = [
  ['types', [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.test.json']],
  // Without its cache: rules read types, which change with other files than the one that is cached.
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.']],
  ['code in the documentation', ['scripts/documentation/check-code.mjs']],
  ['generated pages', ['scripts/documentation/generate.mjs', '--check']],
  ['evidence', ['scripts/documentation/evidence.mjs']],
  ['public API', ['scripts/packages/api-reports.mjs', '--check']],
  ['packages', ['scripts/packages/check-packages.mjs']],
  ['links', ['scripts/documentation/check-links.mjs']],
  ['doc comments', ['scripts/documentation/public-symbols.mjs']],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.']],
];

/** Runs every check, says how each went, and returns how many failed. */
export function runChecks() {
  let failed = 0;
  for (const [name, args] of checks) {
    process.stdout.write(`${name} ... `);
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    console.log(`${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (status !== 0) {
      failed += 1;
      console.log(stdout + stderr);
    }
  }
  return failed;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(runChecks() === 0 ? 0 : 1);
