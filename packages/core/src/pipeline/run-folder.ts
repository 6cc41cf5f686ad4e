import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { stringify } from 'yaml';

import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { errors } from '../errors.js';
import { makeFolders } from '../files/make-folders.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { replaceFile } from '../snapshots/durable-files.js';
import { LOCK_FILE } from './run-lock.js';

export const CONFIGURATION_FILE = 'config.yaml';
export const ENVIRONMENT_FILE = 'environment.json';
export const RESULT_FILE = 'result.json';

/**
 * Makes the folder of a new run. What it returns takes away again the folders that were made, as far as they are empty.
 *
 * @throws MinorantError `MNR_RUN_OUTPUT_NOT_EMPTY`.
 */
export async function makeRunFolder(path: string): Promise<() => void> {
  const present = await readdir(path).catch(() => []);
  // A lock alone is what a run leaves that was killed before it wrote anything.
  if (present.some((name) => name !== LOCK_FILE)) throw errors.MNR_RUN_OUTPUT_NOT_EMPTY({ path });
  return makeFolders(path);
}

/** Writes `config.yaml`: everything that is needed to do the run again. */
export async function writeConfiguration(
  folder: string,
  configuration: ResolvedConfiguration,
): Promise<void> {
  const text = stringify(configuration, { aliasDuplicateObjects: false });
  await replaceFile(join(folder, CONFIGURATION_FILE), text);
}

/** Writes `environment.json`: what the numbers of a run may depend on beside its configuration. */
export async function writeEnvironment(folder: string, host: PluginHost): Promise<void> {
  const environment = {
    ...(await numericEnvironment(host)),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    git: await gitCommit(),
    command: process.argv.slice(1),
    started: new Date().toISOString(),
  };
  await replaceFile(join(folder, ENVIRONMENT_FILE), `${JSON.stringify(environment, undefined, 2)}\n`);
}

/** What changed since a run's `environment.json` was written that may change its numbers, one line each. */
export async function environmentChanges(folder: string, host: PluginHost): Promise<string[]> {
  const text = await readFile(join(folder, ENVIRONMENT_FILE), 'utf8').catch(() => '{}');
  let saved: Record<string, unknown>;
  try {
    saved = JSON.parse(text) as typeof saved;
  } catch {
    return [`${ENVIRONMENT_FILE} cannot be read`];
  }
  return Object.entries(await numericEnvironment(host)).flatMap(([key, now]) => {
    const then = saved[key];
    const isSame = then === undefined || JSON.stringify(then) === JSON.stringify(now);
    return isSame ? [] : [`${key} was ${JSON.stringify(then)} and is ${JSON.stringify(now)}`];
  });
}

/** What the bits of a result can depend on. */
async function numericEnvironment(host: PluginHost) {
  const { ready, getBackend, version_core: tensorflow } = await import('@tensorflow/tfjs');
  await ready();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    tensorflow,
    backend: getBackend(),
    plugins: Object.fromEntries(host.plugins.map(({ name, version }) => [name, version])),
  };
}

/** The commit of the working directory and whether anything differs from it; null outside of a repository. */
async function gitCommit(): Promise<{ commit: string; modified: boolean } | null> {
  const git = promisify(execFile);
  try {
    const { stdout } = await git('git', ['rev-parse', 'HEAD'], { timeout: 5000 });
    const status = await git('git', ['status', '--porcelain', '-uno'], { timeout: 5000 });
    return { commit: stdout.trim(), modified: status.stdout.trim() !== '' };
  } catch {
    return null;
  }
}
