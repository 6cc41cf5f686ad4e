import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import { withTextReward } from '../preferences/with-text-reward.js';
import type { CommandContext } from '../program.js';
import { numberFlag } from '../run/number-flag.js';
import { portFlag } from '../run/port-flag.js';

interface ServeFlags {
  readonly host: string;
  readonly port: string;
  readonly token?: string;
  readonly normalise?: boolean;
  readonly maxBytes: string;
}

/** `minorant serve`: a trained reward over HTTP, for OpenRLHF and TRL. */
export function addServe(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('serve')
    .description(
      "Serve a reward over texts in the forms of OpenRLHF's remote reward model and TRL's reward functions.",
    )
    .argument('<model>', 'what `preferences train` has written')
    .option('--host <address>', 'interface to listen on; other than this machine needs a token', '127.0.0.1')
    .option('--port <number>', 'port; 0 for any free one', '5000')
    .option('--token <token>', 'what requests must carry (better: the variable MINORANT_TOKEN)')
    .option('--normalise', "scores less the training scores' mean, divided by their deviation")
    .option('--max-bytes <number>', 'longest body of a request', String(8 << 20))
    .addHelpText(
      'after',
      `
POST /get_reward with {"query": [...], "prompts": [...]} or {"completions": [...], "prompts": [...]}
answers {"rewards": [...]}. GET /health and GET /metrics stand beside. Ctrl+C ends it:
requests under way are answered, for ten seconds at most. A second one ends it at once.

Example:
  minorant serve models/first --port 5000`,
    )
    .action(async (folder: string, flags: ServeFlags) => {
      const port = portFlag('serve', flags.port);
      const maximumBytes = numberFlag('serve', 'max-bytes', flags.maxBytes, 1);
      const { startRewardServer } = await import('@minorant/rlhf');
      const token = flags.token ?? process.env['MINORANT_TOKEN'];
      await withTextReward(resolve(folder), async (model) => {
        const normalise = flags.normalise === true;
        const server = await startRewardServer({
          score: (texts) => model.score(texts, { normalise }),
          host: flags.host,
          port,
          maximumBytes,
          ...(token !== undefined && { token }),
        });
        terminal.print(`Serving ${folder} at ${server.url}/get_reward`);
        const stop = new AbortController();
        await Promise.race(['SIGINT', 'SIGTERM'].map((name) => once(process, name, { signal: stop.signal })));
        stop.abort();
        await server.close();
      });
    });
}
