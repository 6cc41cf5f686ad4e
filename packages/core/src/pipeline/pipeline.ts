import { dirname, resolve } from 'node:path';

import { loadConfiguration } from '../configuration/load-configuration.js';
import type { FileLock } from '../locks/file-lock.js';
import { assembleRun } from './assemble-run.js';
import type { PipelineOptions, PipelineRuntime } from './options.js';
import { PipelineRun } from './pipeline-run.js';
import { makeRunFolder, writeConfiguration, writeEnvironment } from './run-folder.js';
import { lockRun } from './run-lock.js';
import type { Run } from './run.js';

/**
 * Puts a run together from options, or from a YAML or JSON file that says the same. Everything is checked before
 * anything starts: plugins, every option, files, sizes.
 *
 * The run's folder, if it has one, is this run's alone until it is disposed of.
 *
 * @throws MinorantError of what is wrong; nothing is left behind then.
 *
 * @example
 * ```ts
 * import { pipeline } from '@minorant/core';
 *
 * const run = await pipeline({
 *   plugins: ['@minorant/envs', '@minorant/rl', '@minorant/irl-piro'],
 *   environment: 'InvertedPendulum-v4',
 *   demonstrations: 'demonstrations.hdf5',
 *   algorithm: 'piro',
 *   budget: { steps: 20_000 },
 * });
 * await run.train();
 * const { meanReward } = await run.evaluate({ episodes: 20 });
 * await run.save('learnt');
 * await run.dispose();
 * ```
 */
export async function pipeline(
  options: PipelineOptions | string,
  runtime: PipelineRuntime = {},
): Promise<Run> {
  const isFile = typeof options === 'string';
  const given = isFile ? ((await loadConfiguration(options)) as unknown as PipelineOptions) : options;
  const directory = runtime.directory ?? (isFile ? dirname(resolve(options)) : process.cwd());
  let removeFolder: (() => void) | undefined;
  let lock: FileLock | undefined;
  const parts = await assembleRun(
    given,
    { ...runtime, directory },
    {
      writes: true,
      ...(isFile && { source: options }),
      prepare: async ({ output }) => {
        if (output === undefined) return;
        removeFolder = await makeRunFolder(output);
        lock = await lockRun(output);
      },
    },
  ).catch(async (error: unknown) => {
    await lock?.release();
    removeFolder?.();
    throw error;
  });
  const { configuration, host } = parts;
  const { output } = configuration;
  const run = new PipelineRun(parts, runtime, output, lock);
  try {
    if (output !== undefined) {
      await writeConfiguration(output, configuration);
      await writeEnvironment(output, host);
    }
  } catch (error) {
    await run.dispose();
    throw error;
  }
  return run;
}
