import type { Writable } from 'node:stream';

/** The streams of one call of the command; tests give their own. */
export interface TerminalStreams {
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/**
 * Where a command writes. Results go to standard output and everything else to standard error, except that without
 * `--json` the words for a reader are the result.
 */
export class Terminal {
  readonly streams: TerminalStreams;
  /** With `--json`, standard output holds one line of JSON and nothing else. */
  json = false;

  constructor(streams: TerminalStreams = process) {
    this.streams = streams;
  }

  /** A line for a reader. */
  print(text = ''): void {
    const { stdout, stderr } = this.streams;
    (this.json ? stderr : stdout).write(`${text}\n`);
  }

  /** A line that is no result: progress, warnings. */
  note(text = ''): void {
    this.streams.stderr.write(`${text}\n`);
  }

  /** The result of `--json`: one line of standard output. */
  result(value: unknown): void {
    this.streams.stdout.write(`${JSON.stringify(value)}\n`);
  }
}
