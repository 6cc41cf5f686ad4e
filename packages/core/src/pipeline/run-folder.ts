import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { stringify } from 'yaml';

import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { errors } from '../errors.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { replaceFile } from '../snapshots/durable-files.js';

export const CONFIGURATION_FILE = 'config.yaml';
export const ENVIRONMENT_FILE = 'environment.json';
export const RESULT_FILE = 'result.json';

/** Makes the folder of a new run. @throws MinorantError `MNR_RUN_OUTPUT_NOT_EMPTY`. */
export async function makeRunFolder(path: string): Promise<void> {
  const present = await readdir(path).catch(() => []);
  if (present.length > 0) throw errors.MNR_RUN_OUTPUT_NOT_EMPTY({ path });
  await mkdir(path, { recursive: true });
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
  const { ready, getBackend, version_core: tensorflow } = await import('@tensorflow/tfjs');
  await ready();
  const environment = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    tensorflow,
    backend: getBackend(),
    plugins: Object.fromEntries(host.plugins.map(({ name, version }) => [name, version])),
    git: await gitCommit(),
    command: process.argv.slice(1),
    started: new Date().toISOString(),
  };
  await replaceFile(join(folder, ENVIRONMENT_FILE), `${JSON.stringify(environment, undefined, 2)}\n`);
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
