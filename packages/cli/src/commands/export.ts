import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolders, openRun, type Run } from '@minorant/core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import { cardPage, modelCard } from '../export/model-card.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { folderName } from '../run/folder-name.js';
import { requireLearnt } from '../run/require-learnt.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { whichPolicy } from '../run/which-policy.js';
import { shownPath } from '../terminal/shown-path.js';

interface ExportFlags {
  readonly out: string;
  readonly which: string;
  readonly force?: boolean;
}

/** `minorant export`: policy and reward of a run as ONNX files, with a model card. */
export function addExport(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('export')
    .description("Write a run's policy and reward as ONNX files, for any language, with a model card.")
    .argument('<run>', 'the folder of a run')
    .option('--which <policy>', 'final, or best: the policy of the best evaluation', 'final')
    .option('--out <folder>', 'where they go', folderName, 'exported')
    .option('--force', 'overwrite what is there')
    .addHelpText(
      'after',
      `
policy.onnx takes "observation" [batch, size] and gives "action": the most likely one, in the environment's units.
reward.onnx takes what the reward reads (observation, action, next_observation, absorbing) and gives "reward".

Examples:
  minorant export runs/first
  minorant export runs/first --which best --out models/hopper`,
    )
    .action(async (folder: string, flags: ExportFlags) => {
      const which = whichPolicy('export', flags.which);
      const path = resolve(requireLearnt(folder, which));
      const out = resolve(flags.out);
      const run = await openRun(path, {
        which,
        plugins: await builtInPlugins(),
        onConfiguration: startBackendFor,
      });
      try {
        const models = { ...(await policyFile(run)), ...(await rewardFile(run)) };
        if (Object.keys(models).length === 0)
          throw errors.MNR_CLI_NO_RUN({
            path: folder,
            missing: 'policy with most likely actions, nor a reward',
          });
        const card = await modelCard(run, path, which);
        const files = {
          ...models,
          'model-card.json': `${JSON.stringify(card, undefined, 2)}\n`,
          'README.md': cardPage(card, Object.keys(models)),
        };
        const taken = Object.keys(files).find((name) => existsSync(join(out, name)));
        if (taken !== undefined && !flags.force)
          throw errors.MNR_CLI_FILE_EXISTS({ path: join(flags.out, taken) });
        makeFolders(out);
        for (const [name, content] of Object.entries(files)) {
          await writeFile(join(out, name), content);
          terminal.print(shownPath(join(out, name)));
        }
      } finally {
        await run.dispose();
      }
    });
}

async function policyFile({ algorithm, context }: Run): Promise<Record<string, Uint8Array>> {
  const { exportOnnx } = await import('@minorant/compile');
  const { policy } = algorithm;
  const { environment } = context;
  if (!policy?.mostLikelyActions || !environment) return {};
  const size = elements(environment.observationSpace);
  const bytes = await exportOnnx(
    (observation: Tensor2D) => ({ action: policy.mostLikelyActions!(observation) }),
    { name: 'policy', inputs: { observation: { shape: [null, size] } }, metadata: { task: environment.id } },
  );
  return { 'policy.onnx': bytes };
}

async function rewardFile({ algorithm, context }: Run): Promise<Record<string, Uint8Array>> {
  const { exportOnnx } = await import('@minorant/compile');
  const { reward } = algorithm;
  const { environment } = context;
  // What pays demonstrations for being demonstrations (SQIL's) is no function of what the file could take.
  if (!reward || !environment || reward.inputs.demonstration) return {};
  const observationSize = elements(environment.observationSpace);
  const actionSize =
    environment.actionSpace.kind === 'discrete'
      ? environment.actionSpace.n
      : elements(environment.actionSpace);
  const columns: [string, number | undefined][] = [
    ['observation', observationSize],
    ...(reward.inputs.action ? [['action', actionSize] as [string, number]] : []),
    ...(reward.inputs.nextObservation ? [['next_observation', observationSize] as [string, number]] : []),
    ...(reward.inputs.absorbing ? [['absorbing', undefined] as [string, undefined]] : []),
  ];
  const names = columns.map(([name]) => name);
  const bytes = await exportOnnx(
    (...tensors: (Tensor2D | Tensor1D)[]) => {
      const given = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
      const { observation, action, next_observation: next, absorbing } = given;
      // What the policy is paid: of a discriminator (GAIL) a function of its output.
      const rewards = reward.predict({
        observations: observation as Tensor2D,
        ...(action && { actions: action as Tensor2D }),
        ...(next && { nextObservations: next as Tensor2D }),
        ...(absorbing && { absorbing: absorbing as Tensor1D }),
      });
      return { reward: rewards };
    },
    {
      name: 'reward',
      inputs: Object.fromEntries(
        columns.map(([name, size]) => [name, { shape: size === undefined ? [null] : [null, size] }]),
      ),
      metadata: { task: environment.id },
    },
  );
  return { 'reward.onnx': bytes };
}

function elements(space: { readonly kind: string; readonly shape?: readonly number[] }): number {
  return (space.shape ?? []).reduce((product, size) => product * size, 1);
}
