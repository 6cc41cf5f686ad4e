// Writes api/<package>.api.md for each published package: its whole public surface, so that a change of it shows in
// review. With --check it says which reports are out of date, with the lines that differ.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

import { publicPackages, root } from './public-packages.mjs';

const check = process.argv.includes('--check');
const reports = join(root, 'api');
const cache = join(root, 'node_modules', '.cache', 'api-reports');
mkdirSync(reports, { recursive: true });
mkdirSync(cache, { recursive: true });

let failed = 0;
for (const { folder, manifest } of publicPackages()) {
  const name = manifest.name.replace(/^@minorant\//, '');
  const report = join(reports, `${name}.api.md`);
  // Analysing takes some seconds: what has been found right stays right while neither side changes.
  const digest = digestOf(folder, report);
  const stamp = join(cache, `${name}.sha256`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) continue;
  const messages = [];
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, 'dist', 'index.d.ts'),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.json') },
      newlineKind: 'lf',
      apiReport: {
        enabled: true,
        reportFolder: reports,
        reportTempFolder: cache,
        reportFileName: basename(report),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: {
          default: { logLevel: 'none' },
          'ae-unresolved-link': { logLevel: 'none' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    compilerState: CompilerState.create(config),
    localBuild: !check,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === 'error') messages.push(message.formatMessageWithLocation(root));
    },
  });
  if (errorCount > 0 && messages.length > 0) {
    failed += 1;
    console.error(messages.join('\n'));
  }
  if (!apiReportChanged || (check && isReordered(report, join(cache, basename(report))))) {
    writeFileSync(stamp, digest);
  } else if (check) {
    failed += 1;
    console.error(`api/${basename(report)} is out of date: run npm run api and look at what changes.`);
    printDifference(report, join(cache, basename(report)));
  } else {
    console.log(`api/${basename(report)} written`);
    rmSync(stamp, { force: true });
  }
}
process.exit(failed === 0 ? 0 : 1);

function digestOf(folder, report) {
  const hash = createHash('sha256');
  const files = readdirSync(join(folder, 'dist'), { recursive: true }).filter((file) =>
    file.endsWith('.d.ts'),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, 'dist', file)));
  if (existsSync(report)) hash.update(readFileSync(report));
  return hash.digest('hex');
}

/** Whether two reports differ in order alone: TypeScript lists members as its build met them, first or after a change. */
function isReordered(old, now) {
  if (!existsSync(old) || !existsSync(now)) return false;
  const sorted = (file) => readFileSync(file, 'utf8').split('\n').sort().join('\n');
  return sorted(old) === sorted(now);
}

/** The lines of one file that the other has not. */
function printDifference(old, now) {
  if (!existsSync(old) || !existsSync(now)) return;
  const lines = (file) => readFileSync(file, 'utf8').split('\n');
  const [before, after] = [lines(old), lines(now)];
  const known = { before: new Set(before), after: new Set(after) };
  for (const line of before) if (!known.after.has(line)) console.error(`- ${line}`);
  for (const line of after) if (!known.before.has(line)) console.error(`+ ${line}`);
}
