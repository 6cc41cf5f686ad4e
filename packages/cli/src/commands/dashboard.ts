import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import { serveDashboard } from '../dashboard/serve-dashboard.js';
import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { portFlag } from '../run/port-flag.js';
import { catchStopSignals } from '../run/stop-signals.js';

/** `minorant dashboard`: a page over all runs below a folder. */
export function addDashboard(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('dashboard')
    .description('Serve a page over all runs below a folder: live curves, bands over seeds, configurations.')
    .argument('[folder]', 'where the runs are', 'runs')
    .option('--port <number>', 'port, 0 for any free one', '7357')
    .option('--host <address>', 'address to listen on; others than this machine can look then', '127.0.0.1')
    .addHelpText(
      'after',
      `
It reads and never writes. It listens on this machine only, unless --host says otherwise; there is no
password, so open it to networks that you trust and no others.

Examples:
  minorant dashboard
  minorant dashboard runs/experiments --port 8000`,
    )
    .action(async (given: string, flags: { port: string; host: string }) => {
      const port = portFlag('dashboard', flags.port);
      const folder = resolve(given);
      if (!existsSync(folder) || !statSync(folder).isDirectory()) {
        throw errors.MNR_CLI_USAGE({
          message: `There is no folder ${given}.`,
          command: 'minorant dashboard',
        });
      }
      const dashboard = await serveDashboard({ folder, port, host: flags.host });
      terminal.print(`Dashboard: ${dashboard.url} (Ctrl+C ends it)`);
      const signals = catchStopSignals(() => undefined);
      await new Promise<void>((done) => signals.signal.addEventListener('abort', () => done()));
      signals.release();
      await dashboard.close();
    });
}
