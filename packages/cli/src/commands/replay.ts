import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { openRun, type Environment, type Episode, type SpaceValue } from '@minorant/core';
import type { ReplayScene } from '@minorant/envs';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { numberFlag } from '../run/number-flag.js';
import { requireLearnt } from '../run/require-learnt.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { runFiles } from '../run/run-files.js';
import { withEnvironment } from '../run/with-environment.js';
import { shownPath } from '../terminal/shown-path.js';

interface ReplayFlags {
  readonly env?: string;
  readonly episodes?: string;
  readonly seed: string;
  readonly out: string;
  readonly force?: boolean;
}

/** `minorant replay`: a page that plays episodes, recorded ones or those of a run's policy. */
export function addReplay(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('replay')
    .description('Write a page that plays episodes: recorded ones, or fresh ones of a run. Needs no network.')
    .argument('<sources...>', 'demonstrations or folders of runs; two episodes play side by side')
    .option('--env <id>', 'the environment of demonstrations (default: the one that the file names)')
    .option(
      '--episodes <list>',
      'which episodes of each file, from 0, separated by commas (default: the first)',
    )
    .option('--seed <number>', "seed of a run's episode", '0')
    .option('--out <file>', 'the page', 'replay.html')
    .option('--force', 'overwrite what is there')
    .addHelpText(
      'after',
      `
Examples:
  minorant replay Hopper-v4.hdf5
  minorant replay expert.hdf5 runs/hopper --out compare.html      # expert and learnt policy`,
    )
    .action(async (sources: readonly string[], flags: ReplayFlags) => {
      const out = resolve(flags.out);
      if (existsSync(out) && !flags.force) throw errors.MNR_CLI_FILE_EXISTS({ path: flags.out });
      const isRun = (source: string): boolean => existsSync(join(source, runFiles.configuration));
      if (flags.episodes !== undefined && sources.every(isRun)) {
        throw errors.MNR_CLI_USAGE({
          message: '--episodes chooses from demonstrations; of a run a fresh episode is played, by --seed.',
          command: 'minorant replay',
        });
      }
      const { writeReplay } = await import('@minorant/envs');
      const scenes: ReplayScene[] = [];
      for (const source of sources)
        scenes.push(
          ...(isRun(source) ? [await sceneOfRun(source, flags)] : await scenesOfFile(source, flags)),
        );
      writeReplay({ scenes, title: sources.map((source) => basename(source)).join(' and '), out });
      terminal.print(`Replay: ${shownPath(out)}`);
    });
}

/** A fresh episode of a run's policy. */
async function sceneOfRun(source: string, flags: ReplayFlags): Promise<ReplayScene> {
  const seed = numberFlag('replay', 'seed', flags.seed, 0);
  const { captureReplay, recordEpisodes } = await import('@minorant/envs');
  const run = await openRun(resolve(requireLearnt(source)), {
    plugins: await builtInPlugins(),
    onConfiguration: startBackendFor,
  });
  try {
    const { policy } = run.algorithm;
    const { environment: choice } = run.configuration;
    if (!policy || !choice) throw errors.MNR_CLI_NO_RUN({ path: source, missing: 'policy' });
    const play = async (environment: Environment<SpaceValue>): Promise<ReplayScene> => {
      const act = (observation: Float64Array) => policy.act(observation, { deterministic: true });
      let episode: Episode | undefined;
      for await (const recorded of recordEpisodes({ environment, act, episodes: 1, seed }))
        episode = recorded;
      return captureReplay(environment, episode!, basename(resolve(source)));
    };
    return await withEnvironment(choice, play, run.host);
  } finally {
    await run.dispose();
  }
}

/** Episodes of demonstrations. */
async function scenesOfFile(source: string, flags: ReplayFlags): Promise<readonly ReplayScene[]> {
  const { captureDemonstrations } = await import('@minorant/envs');
  const { demonstrationEnvironment } = await import('../run/demonstration-environment.js');
  const episodes = (flags.episodes ?? '0')
    .split(',')
    .map((text) => numberFlag('replay', 'episodes', text, 0));
  const id = flags.env ?? (await demonstrationEnvironment(source, 'replay'));
  return withEnvironment(id, async (environment) => {
    const scenes = await captureDemonstrations(source, environment, episodes);
    return scenes.map((scene) => ({ ...scene, title: `${basename(source)}, ${scene.title.toLowerCase()}` }));
  });
}
