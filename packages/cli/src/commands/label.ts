import { once } from 'node:events';
import { resolve } from 'node:path';
import type { PreferenceQuery } from '@minorant/core';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { numberFlag } from '../run/number-flag.js';
import { portFlag } from '../run/port-flag.js';

interface LabelFlags {
  readonly out: string;
  readonly env?: string;
  readonly pairs: string;
  readonly length: string;
  readonly seed: string;
  readonly host: string;
  readonly port: string;
  readonly token?: string;
}

/** `minorant label`: a page on which people say which of two texts or clips is better. */
export function addLabel(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('label')
    .description('Serve a page on which people compare two texts, or two clips of episodes, by keyboard.')
    .argument(
      '<sources...>',
      'a file of comparisons (.jsonl, .csv, .parquet), or recorded episodes (.hdf5, dataset folders)',
    )
    .option(
      '--out <file>',
      'where answers are added, one line each; with what is there it goes on',
      'labels.jsonl',
    )
    .option('--env <id>', 'the environment of episodes (default: the one that the file names)')
    .option('--pairs <number>', 'pairs of clips to ask about', '100')
    .option('--length <number>', 'steps of a clip', '50')
    .option('--seed <number>', 'draws the clips and the sides', '0')
    .option('--host <address>', 'interface to listen on; other than this machine needs a token', '127.0.0.1')
    .option('--port <number>', 'port; 0 for any free one', '7358')
    .option('--token <token>', 'what whoever labels must have (better: the variable MINORANT_TOKEN)')
    .addHelpText(
      'after',
      `
Keys: left and right arrow for the better side, up for a tie, down for "cannot tell", Backspace takes the
last answer back, space pauses clips. Each answer is on disk before the next question is shown; the same
command goes on where it stopped. Ctrl+C ends it.

Examples:
  minorant label questions.jsonl --out labels.jsonl
  minorant label expert.hdf5 novice.hdf5 --pairs 200 --length 50 --out labels.jsonl
  minorant preferences train --data labels.jsonl --out models/mine`,
    )
    .action(async (sources: readonly string[], flags: LabelFlags) => {
      const number = (name: 'pairs' | 'length' | 'seed', least: number): number =>
        numberFlag('label', name, flags[name], least);
      const { LabelJournal } = await import('@minorant/rlhf');
      const { questionsById } = await import('../preferences/labelling/label-question.js');
      const { LabelSession } = await import('../preferences/labelling/label-session.js');
      const { startLabelServer } = await import('../preferences/labelling/label-server.js');

      const texts = sources.filter((source) => /\.(jsonl|ndjson|json|csv|parquet)(\.gz)?$/i.test(source));
      if (texts.length > 0 && texts.length < sources.length) {
        throw errors.MNR_CLI_USAGE({
          message: 'Texts and episodes cannot be asked about at once.',
          command: 'minorant label',
        });
      }
      const seed = number('seed', 0);
      const port = portFlag('label', flags.port);
      let questions;
      if (texts.length > 0) {
        const read = await Promise.all(texts.map((path) => readTexts(path)));
        questions = questionsById(read.flat().map((query) => ({ query })));
      } else {
        const { clipQuestions } = await import('../preferences/labelling/clip-questions.js');
        const options = { pairs: number('pairs', 1), length: number('length', 1), seed };
        questions = questionsById(
          await clipQuestions(sources, {
            ...options,
            ...(flags.env !== undefined && { environment: flags.env }),
          }),
        );
      }
      const journal = await LabelJournal.open(resolve(flags.out));
      try {
        const token = flags.token ?? process.env['MINORANT_TOKEN'];
        const session = new LabelSession({ questions, journal, seed });
        const server = await startLabelServer({
          session,
          host: flags.host,
          port,
          ...(token !== undefined && { token }),
        });
        const { answered, total } = session.state();
        terminal.print(`Label at ${server.url}  (${answered} of ${total} answered, into ${flags.out})`);
        const stop = new AbortController();
        await Promise.race(['SIGINT', 'SIGTERM'].map((name) => once(process, name, { signal: stop.signal })));
        stop.abort();
        await server.close();
        const { answered: now } = session.state();
        terminal.print(`${now} of ${total} answered.`);
      } finally {
        await journal.close();
      }
    });
}

/** Questions about texts; segments of episodes need the file of episodes to be drawn from. */
async function readTexts(path: string): Promise<PreferenceQuery[]> {
  const { readQuestions } = await import('@minorant/rlhf');
  const questions = await readQuestions(path);
  if (questions.every(({ candidates }) => candidates.every(({ kind }) => kind !== 'segment')))
    return questions;
  throw errors.MNR_CLI_USAGE({
    message: `${path} compares segments of episodes; give the recorded episodes (.hdf5) themselves to be shown clips of them.`,
    command: 'minorant label',
  });
}
