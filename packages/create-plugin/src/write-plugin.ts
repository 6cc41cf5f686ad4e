import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { extensionPointKinds } from './extension-point-kinds.js';
import { makeFolder } from './make-folder.js';
import { checkComponentId, checkPackageName, spell, suggestedId, type SpelledName } from './names.js';
import { packageJson } from './package-json.js';
import { readme } from './readme.js';
import { ScaffoldError } from './scaffold-error.js';

/** What {@link writePlugin} writes. */
export interface WritePluginOptions {
  /** Made if missing; nothing is written into one that holds something. */
  readonly folder: string;
  /** The extension point: `trust-region`. */
  readonly point: string;
  /** The package's name. @defaultValue the folder's */
  readonly name?: string;
  /** The component's id in configurations. @defaultValue the package's name without `minorant-plugin-` */
  readonly id?: string;
}

/** What {@link writePlugin} has written. */
export interface WrittenPlugin {
  /** Absolute. */
  readonly folder: string;
  /** Name of the package. */
  readonly name: string;
  /** The registered id. */
  readonly id: string;
  /** Paths relative to the folder, sorted. */
  readonly files: readonly string[];
}

const templates = new URL('../templates/', import.meta.url);
/**
 * Writes a complete plugin for one extension point: code, a test with its conformance suite, a configuration that uses
 * it, and everything around.
 *
 * @throws ScaffoldError for a name, an id or an extension point that is none, and for a folder that is not empty;
 * nothing is written then. For a folder that cannot be written too.
 *
 * @example
 * ```ts
 * import { writePlugin } from 'create-minorant-plugin';
 *
 * const { files } = await writePlugin({ folder: 'minorant-plugin-huber', point: 'trust-region' });
 * ```
 */
export async function writePlugin(options: WritePluginOptions): Promise<WrittenPlugin> {
  const folder = resolve(options.folder);
  const kind = extensionPointKinds.find(({ id }) => id === options.point);
  if (!kind) {
    throw new ScaffoldError(
      `There is no extension point "${options.point}".`,
      `There are: ${extensionPointKinds.map(({ id }) => id).join(', ')}.`,
    );
  }
  const name = checkPackageName(options.name ?? basename(folder));
  const spelled = spell(checkComponentId(options.id ?? suggestedId(name)));
  await checkEmpty(folder);

  const files = new Map<string, string | Buffer>();
  const fill = (text: string): string =>
    filled(text, name, spelled).replaceAll('templatePoint', spell(kind.id).camel);
  for (const part of ['common', kind.id]) {
    for (const file of await readdir(new URL(`${part}/`, templates))) {
      const content = await readFile(new URL(`${part}/${file}`, templates));
      const place = fill(file.replace(/^_/, '.'));
      const path = place.endsWith('.ts') ? `src/${place}` : place;
      if (files.has(path)) throw sameName(place, spelled.kebab);
      if (file.endsWith('.ts')) checkNames(content.toString('utf8'), spelled.kebab, fill);
      // Not text, so copied as it is.
      files.set(path, file.endsWith('.hdf5') ? content : fill(content.toString('utf8')));
    }
  }
  files.set('package.json', packageJson(name, kind));
  files.set('README.md', readme(name, spelled, kind));
  try {
    for (const [path, content] of files) {
      await makeFolder(dirname(join(folder, path)));
      await writeFile(join(folder, path), content);
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ScaffoldError(
      `${folder} cannot be written: ${problem}.`,
      'Name a folder that you may write to.',
    );
  }
  const id = kind.id === 'environment' ? `${spelled.pascal}-v0` : spelled.kebab;
  return { folder, name, id, files: [...files.keys()].sort() };
}

async function checkEmpty(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const found = await readdir(folder).catch(() => undefined);
  // A fresh clone of an empty repository is as good as empty.
  const inTheWay = found?.filter((entry) => entry !== '.git');
  if (inTheWay?.length === 0) return;
  throw new ScaffoldError(
    inTheWay
      ? `${folder} is not empty: it holds ${inTheWay.slice(0, 3).join(', ')}.`
      : `${folder} is no folder.`,
    'Name a folder that is empty or does not exist yet.',
  );
}

/** @throws ScaffoldError when a name that the id gives is one that the code has already. */
function checkNames(template: string, id: string, fill: (text: string) => string): void {
  const names = new Set(template.match(/[A-Za-z_]\w*\b(?!-)/g));
  const taken = [...names].map((name) => [name, fill(name)] as const);
  const clash = taken.find(([name, written]) => written !== name && names.has(written));
  if (clash) throw sameName(clash[1], id);
}

function sameName(name: string, id: string): ScaffoldError {
  return new ScaffoldError(
    `With the id "${id}" there would be two things called ${name}.`,
    'Choose another id: --id soft-huber, for instance.',
  );
}

function filled(text: string, name: string, { kebab, camel, pascal }: SpelledName): string {
  return text
    .replaceAll('template-package', name)
    .replaceAll('template-name', kebab)
    .replaceAll('templateName', camel)
    .replaceAll('TemplateName', pascal);
}
