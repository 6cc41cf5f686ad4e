// Compiles every TypeScript block of every Markdown page against the sources: a block that does not compile fails.
// A block may have a file name (```ts [huber.ts]), by which other blocks of its page import it, and may be marked
// as no program of its own (```ts ignore).
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { markdownFiles, root } from './markdown-files.mjs';

const folder = join(root, 'node_modules', '.cache', 'documentation-code');
rmSync(folder, { recursive: true, force: true });

const origins = new Map();
for (const page of markdownFiles()) {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  const directory = join(folder, page.replace(/[^\w-]+/g, '-'));
  for (let i = 0; i < lines.length; i++) {
    const fence = /^(\s*)```ts(?:\s+\[([\w.-]+)\])?\s*$/.exec(lines[i]);
    if (!fence) continue;
    const start = i + 1;
    while (++i < lines.length && lines[i].trim() !== '```');
    const name = fence[2] ?? `line-${start}.ts`;
    const code = lines.slice(start, i).map((line) => line.slice(fence[1].length));
    mkdirSync(directory, { recursive: true });
    const file = join(directory, name);
    writeFileSync(file, `${code.join('\n')}\nexport {};\n`);
    origins.set(file, { page, start });
  }
}
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../../tsconfig.test.json',
    // Against the built packages, as a user would compile them.
    compilerOptions: {
      incremental: false,
      customConditions: [],
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: ['./**/*.ts'],
    exclude: [],
  }),
);
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');

const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
  cwd: root,
  encoding: 'utf8',
});
// Say the page and its line instead of the extracted file.
for (const line of stdout.split('\n').filter(Boolean)) {
  const found = /^(.+?)\((\d+),(\d+)\): (.*)$/.exec(line);
  const origin = found && origins.get(join(root, found[1]));
  console.log(origin ? `${origin.page}:${origin.start + Number(found[2])}: ${found[4]}` : line);
}
console.log(`${origins.size} blocks of TypeScript compiled.`);
process.exit(status ?? 1);
