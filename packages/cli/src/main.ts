import { CommanderError, type Command } from 'commander';

import { errors } from './errors.js';
import { createProgram } from './program.js';
import { fileError } from './terminal/file-error.js';
import { exitCodeOf, formatError } from './terminal/print-error.js';
import { Terminal, type TerminalStreams } from './terminal/terminal.js';

/**
 * Runs the `minorant` command.
 *
 * @param argv - as `process.argv`: the first two are skipped.
 * @param streams - where it writes. Defaults to the process's own.
 * @returns the exit code: 0 when all went well, 2 for a mistake in what was given, 1 for a failure while running, and
 * 130 or 143 for a run that a signal stopped and that was saved.
 *
 * @example
 * ```ts
 * import { main } from '@minorant/cli';
 *
 * process.exitCode = await main(['node', 'minorant', 'plugins', '--json']);
 * ```
 */
export async function main(argv: readonly string[], streams: TerminalStreams = process): Promise<number> {
  const terminal = new Terminal(streams);
  const stack = argv.includes('--stack') || ['1', 'true'].includes(process.env['MINORANT_STACK'] ?? '');
  const state = { exitCode: 0 };
  const program = createProgram(terminal, (code) => (state.exitCode = code));
  try {
    await program.parseAsync(argv);
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const shown =
      error instanceof CommanderError
        ? usageError(error, commandOf(program, argv))
        : (portError(error) ?? fileError(error) ?? error);
    streams.stderr.write(`${formatError(shown, { stack })}\n`);
    return exitCodeOf(shown);
  }
}

/** A port that another server has, or that only an administrator may open. */
export function portError(error: unknown): Error | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return undefined;
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const problem = code === 'EADDRINUSE' ? 'it is in use' : error.message;
  return errors.MNR_CLI_PORT({ host: address ?? 'this machine', port: port ?? 0, problem }, error);
}

function usageError(error: CommanderError, command: string): Error {
  const message =
    error.code === 'commander.help' ? 'no command is given.' : error.message.replace(/^error: /, '');
  return errors.MNR_CLI_USAGE({ message: message.charAt(0).toUpperCase() + message.slice(1), command });
}

/** The command that was meant, as far as its words are known: `minorant preferences train`. */
function commandOf(program: Command, argv: readonly string[]): string {
  const names = [program.name()];
  let command: Command | undefined = program;
  for (const word of argv.slice(2).filter((given) => !given.startsWith('-'))) {
    command = command.commands.find((known) => known.name() === word);
    if (!command) break;
    names.push(command.name());
  }
  return names.join(' ');
}
