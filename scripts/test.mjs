// The whole check, as `npm test` runs it: the checks of check.mjs, then every unit test.
// Ends with the line "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './check.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const report = join(root, 'node_modules', '.cache', 'vitest-report.json');
const bin = (...parts) => join(root, 'node_modules', ...parts);

let failed = await runChecks();

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
