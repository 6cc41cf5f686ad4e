// The whole check, as `npm test` runs it: types, lint, formatting, then every unit test.
// Ends with the line "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const report = join(root, 'node_modules', '.cache', 'vitest-report.json');
const bin = (...parts) => join(root, 'node_modules', ...parts);

const checks = [
  ['types', [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.test.json']],
  [
    'lint',
    [
      bin('eslint', 'bin', 'eslint.js'),
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '--max-warnings',
      '0',
      '.',
    ],
  ],
  ['code in the documentation', ['scripts/documentation/check-code.mjs']],
  ['generated pages', ['scripts/documentation/generate.mjs', '--check']],
  ['evidence', ['scripts/documentation/evidence.mjs']],
  ['public API', ['scripts/packages/api-reports.mjs', '--check']],
  ['packages', ['scripts/packages/check-packages.mjs']],
  ['links', ['scripts/documentation/check-links.mjs']],
  ['doc comments', ['scripts/documentation/public-symbols.mjs']],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.']],
];

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

mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true });
const tests = spawnSync(
  process.execPath,
  [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
let summary;
try {
  summary = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  console.error('Vitest wrote no report.');
  process.exit(1);
}
const { numPassedTests: passed, numFailedTests, numPendingTests: skipped, numTotalTests, success } = summary;
// A suite that could not be loaded or an unhandled error fails the run without failing a single test.
const brokenSuites = summary.testResults.filter(
  (s) => s.status === 'failed' && s.assertionResults.length === 0,
).length;
if (!success && numFailedTests + brokenSuites === 0) failed += 1;
if (tests.status !== 0 && success) failed += 1;
failed += numFailedTests + brokenSuites;
if (numTotalTests === 0) failed += 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
