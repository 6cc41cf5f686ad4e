// Writes docs/results/*.md from what is committed below benchmarks/results: one page for each folder, its Markdown as it
// stands, its figures, and its JSON as tables. Run by the site's build; nothing of it is committed.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { root } from './markdown-files.mjs';

const source = join(root, 'benchmarks', 'results');
const target = join(root, 'docs', 'results');
const escape = (text) =>
  String(text).replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;');
const isScalar = (value) => value === null || typeof value !== 'object';
const show = (value) => {
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(5)));
  if (Array.isArray(value) && value.every(isScalar)) {
    const some = value.slice(0, 8).map(show).join(', ');
    return value.length > 8 ? `${some}, … (${value.length})` : some;
  }
  return isScalar(value) ? escape(value) : escape(JSON.stringify(value).slice(0, 200));
};

/** JSON as Markdown: lists of records as tables, records as two columns, what is nested under a heading of its own. */
function render(value, depth, heading) {
  if (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => !isScalar(row) && !Array.isArray(row))
  ) {
    const columns = [...new Set(value.flatMap((row) => Object.keys(row)))].slice(0, 12);
    const rows = value
      .slice(0, 60)
      .map((row) => `| ${columns.map((key) => show(row[key] ?? '')).join(' | ')} |`);
    return [
      `| ${columns.map(escape).join(' | ')} |`,
      `| ${columns.map(() => '---').join(' | ')} |`,
      ...rows,
    ].join('\n');
  }
  if (isScalar(value) || Array.isArray(value)) return show(value);
  const entries = Object.entries(value);
  const isFlat = ([, one]) => isScalar(one) || (Array.isArray(one) && one.every(isScalar));
  const flat = entries.filter(isFlat).map(([key, one]) => `| ${escape(key)} | ${show(one)} |`);
  const parts = flat.length > 0 ? [['| | |', '| --- | --- |', ...flat].join('\n')] : [];
  for (const [key, one] of entries.filter((entry) => !isFlat(entry))) {
    const title = heading ? `${heading}, ${key}` : key;
    parts.push(
      depth > 5 ? show(one) : `${'#'.repeat(depth)} ${escape(title)}\n\n${render(one, depth + 1, title)}`,
    );
  }
  return parts.join('\n\n');
}

/** A Markdown file below a page's own title: its headings one level down. */
const lower = (text) => text.replace(/^(#{1,5}) /gm, '#$1 ');

function page(folder) {
  const path = join(source, folder);
  const files = readdirSync(path, { recursive: true })
    .map(String)
    // The runs of an experiment: its tables say what they came to.
    .filter((file) => !/(^|\/)seed-[^/]*(\/|\.yaml$)/.test(file))
    .sort();
  const words = folder.replaceAll('-', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const parts = [`# ${title}`, `From \`benchmarks/results/${folder}\`, as it is committed.`];
  for (const file of files.filter((name) => name.endsWith('.md')))
    parts.push(
      lower(
        readFileSync(join(path, file), 'utf8')
          .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
          .replace(/\]\((?!https?:|#)[^)]*\)/g, ']'),
      ).trim(),
    );
  for (const file of files.filter((name) => /\.(svg|png)$/.test(name))) {
    const copy = `${folder}-${file.replaceAll('/', '-')}`;
    copyFileSync(join(path, file), join(target, copy));
    parts.push(`![${escape(file)}](./${copy})`);
  }
  for (const file of files.filter((name) => name.endsWith('.txt')))
    parts.push(`## ${file}\n\n\`\`\`text\n${readFileSync(join(path, file), 'utf8').trimEnd()}\n\`\`\``);
  const hasTable = files.some((name) => name.endsWith('.md') || name.endsWith('.txt'));
  // results.json of an experiment says what its results.md says, curve by curve.
  const numbers = files.filter(
    (name) => name.endsWith('.json') && !(name === 'results.json' && files.includes('results.md')),
  );
  for (const file of numbers) {
    const text = render(JSON.parse(readFileSync(join(path, file), 'utf8')), 3);
    parts.push(`## ${file}\n\n${hasTable ? `::: details All numbers\n\n${text}\n\n:::` : text}`);
  }
  writeFileSync(join(target, `${folder}.md`), `${parts.join('\n\n')}\n`);
  return `- [${title}](./${folder}.md)`;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const folders = existsSync(source)
  ? readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
  : [];
const links = folders.map(page);
writeFileSync(
  join(target, 'index.md'),
  `# Results\n\nWhat was measured, from the files that the benchmarks wrote. Each page says how it was made; machine, versions and seeds are
in the files. To make one again, run its command; \`benchmarks/README.md\` lists them.\n\n${links.join('\n')}\n`,
);
console.log(`${folders.length} pages of results.`);
