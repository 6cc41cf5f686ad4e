import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import { withTextReward } from '../preferences/with-text-reward.js';
import type { CommandContext } from '../program.js';
import { makeParent } from '../run/make-parent.js';

/** `minorant preferences export`: a reward over texts as ONNX. */
export function addPreferencesExport(parent: Command, { terminal }: CommandContext): Command {
  return parent
    .command('export')
    .description('Write a reward over texts as ONNX: from the numbers that its encoder gives to the score.')
    .requiredOption('--model <folder>', 'what `preferences train` has written')
    .option('--out <file>', 'the file', 'reward.onnx')
    .option('--force', 'overwrite what is there')
    .addHelpText('after', '\nExample:\n  minorant preferences export --model models/first --out reward.onnx')
    .action(async ({ model, out, force }: { model: string; out: string; force?: boolean }) => {
      if (existsSync(out) && !force) throw errors.MNR_CLI_FILE_EXISTS({ path: out });
      const { exportTextReward } = await import('@minorant/rlhf');
      const bytes = await withTextReward(resolve(model), exportTextReward);
      makeParent(out);
      await writeFile(out, bytes);
      terminal.print(`${out}: features to score; the encoder is named in its metadata.`);
    });
}
