import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';

import type { CommandContext } from '../program.js';
import { shownServer } from '../queue/shown-server.js';
import { numberFlag } from '../run/number-flag.js';
import { catchStopSignals } from '../run/stop-signals.js';

interface WorkerFlags {
  readonly queue: string;
  readonly processes?: string;
  readonly within: string;
  readonly plugin?: readonly string[];
  readonly patience: string;
  readonly untilEmpty?: boolean;
}

/** `minorant worker`: runs the jobs of sweeps that were put on a queue. */
export function addWorker(program: Command, { terminal, exit }: CommandContext): Command {
  return program
    .command('worker')
    .description('Run the jobs of `minorant sweep --queue` and `minorant experiment --queue`, until stopped.')
    .requiredOption('--queue <url>', 'the Redis server: redis://host:port')
    .option('--processes <number>', 'runs at once (default: one for each processor)')
    .option('--within <folder>', 'refuse jobs that would write outside of this folder', '.')
    .addOption(
      new Option(
        '--plugin <name>',
        'a plugin that jobs may name, as they name it; can be repeated (default: none but the built-in ones)',
      ).argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]),
    )
    .option('--patience <seconds>', 'after so long without a sign of life a worker counts as dead', '30')
    .option('--until-empty', 'end when no job is left')
    .addHelpText(
      'after',
      `
One signal stops it: the runs under way are saved and given back to the queue. Killed, its runs end with it, and
other workers go on with them from their last checkpoints.

Anyone who can write to the Redis server can have this worker train: open the server to nobody else.

Examples:
  minorant worker --queue redis://127.0.0.1:6379
  minorant worker --queue redis://10.0.0.1:6379 --processes 4 --within /shared --until-empty`,
    )
    .action(async (flags: WorkerFlags) => {
      const processes =
        flags.processes === undefined
          ? availableParallelism()
          : numberFlag('worker', 'processes', flags.processes, 1);
      const patience = numberFlag('worker', 'patience', flags.patience, 1);
      const server = shownServer(flags.queue);
      const signals = catchStopSignals((text) => terminal.note(text));
      try {
        const { work } = await import('../queue/work.js');
        terminal.note(`Working for ${server}, ${processes} at once, below ${resolve(flags.within)}`);
        await work({
          url: flags.queue,
          processes,
          patience,
          within: flags.within,
          plugins: flags.plugin ?? [],
          untilEmpty: flags.untilEmpty === true,
          signal: signals.signal,
          interrupt: signals.interrupt,
          note: (text) => terminal.note(text),
        });
      } finally {
        signals.release();
      }
      const code = signals.exitCode();
      if (code !== undefined) exit(code);
    });
}
