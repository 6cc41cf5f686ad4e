import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { RandomStream } from '@minorant/core';
import { dataSourceSuite, describeConformance } from '@minorant/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { annotatorVotes } from '../formats/multiple-answers.js';
import { PreferenceSource } from '../preferences/preference-source.js';
import { readPreferences, type ReadPreferencesOptions } from './read-preferences.js';

const folder = mkdtempSync(join(tmpdir(), 'minorant-preferences-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: string | Buffer, ending = 'jsonl'): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, content);
  return path;
}

const lines = (...rows: unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
const read = async (rows: unknown[], options?: ReadPreferencesOptions) =>
  (await readPreferences(file(lines(...rows)), options)).records;
const say = (role: string, content: string) => ({ role, content });

describe('readPreferences', () => {
  it("reads TRL's rows: explicit and implicit prompts, standard and conversational", async () => {
    const [explicit] = await read([{ prompt: 'Sky?', chosen: 'Blue.', rejected: 'Green.', margin: 2 }]);
    expect(explicit).toMatchObject({
      prompt: 'Sky?',
      candidates: [{ text: 'Blue.' }, { text: 'Green.' }],
      probabilities: [1, 0],
      margin: 2,
      group: 'Sky?',
    });
    const [implicit] = await read([{ chosen: 'The sky is blue.', rejected: 'The sky is bleak.' }]);
    expect(implicit).toMatchObject({
      prompt: 'The sky is ',
      candidates: [{ text: 'blue.' }, { text: 'bleak.' }],
    });

    const chat = [say('user', 'Sky?'), say('assistant', 'Blue.')];
    const [conversational] = await read([{ chosen: chat, rejected: [chat[0], say('assistant', 'Green.')] }]);
    expect(conversational).toMatchObject({
      prompt: [chat[0]],
      candidates: [{ messages: [chat[1]] }, { messages: [say('assistant', 'Green.')] }],
      group: 'user: Sky?',
    });
    const [both] = await read([
      { prompt: [chat[0]], chosen: [chat[1]], rejected: [say('assistant', 'No.')] },
    ]);
    expect(both).toMatchObject({
      prompt: [chat[0]],
      candidates: [{ kind: 'messages' }, { kind: 'messages' }],
    });
  });

  it('reads hh dialogues: the prompt ends where the last answers begin', async () => {
    const start = '\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: Sky?\n\nAssistant:';
    const [record] = await read([{ chosen: `${start} Blue.`, rejected: `${start} Go away.` }]);
    expect(record).toMatchObject({
      prompt: start.trim(),
      candidates: [{ text: 'Blue.' }, { text: 'Go away.' }],
    });
  });

  it('reads Arena: winners, ties, and nothing where both were bad', async () => {
    const talk = (answer: string) => [say('user', 'Sky?'), say('assistant', answer)];
    const row = (winner: string) => ({
      conversation_a: talk('Blue.'),
      conversation_b: talk('Green.'),
      winner,
    });
    const records = await read(['model_a', 'model_b', 'tie', 'tie (bothbad)'].map(row));
    expect(records.map(({ probabilities }) => probabilities)).toEqual([
      [1, 0],
      [0, 1],
      [0.5, 0.5],
    ]);
    const [competition] = await read([
      {
        ...{ prompt: '["Sky?"]', response_a: '["Blue."]', response_b: '["Green."]' },
        ...{ winner_model_a: 0, winner_model_b: 0, winner_tie: 1 },
      },
    ]);
    expect(competition).toMatchObject({ prompt: 'Sky?', probabilities: [0.5, 0.5] });
  });

  it('reads UltraFeedback scores, HelpSteer attributes and rankings', async () => {
    const [ultra] = await read([
      {
        instruction: 'Sky?',
        completions: [
          { response: 'Green.', overall_score: 1 },
          { response: 'Blue.', overall_score: 9 },
          { response: 'Azure.', overall_score: 9 },
        ],
      },
    ]);
    expect(ultra).toMatchObject({ ranking: [1, 0, 0], probabilities: [0, 0.5, 0.5] });

    const row = (prompt: string, response: string, helpfulness: number) => ({
      prompt,
      response,
      helpfulness,
      verbosity: 3,
    });
    const helpSteer = await read([
      row('Sky?', 'Green.', 1),
      row('Sky?', 'Blue.', 4),
      row('Sea?', 'Wet.', 2),
      row('Sea?', 'Dry.', 2),
    ]);
    expect(helpSteer).toHaveLength(1);
    expect(helpSteer[0]).toMatchObject({ prompt: 'Sky?', probabilities: [0, 1] });

    const [ranking] = await read([{ prompt: 'Sky?', responses: ['Blue.', 'Azure.', 'Green.'] }]);
    expect(ranking!.ranking).toEqual([0, 1, 2]);
  });

  it('keeps Arena conversations together by what the user says, which must be the same in both', async () => {
    const row = (a: string[], b: string[]) => ({
      conversation_a: a.map((content, i) => say(i % 2 ? 'assistant' : 'user', content)),
      conversation_b: b.map((content, i) => say(i % 2 ? 'assistant' : 'user', content)),
      winner: 'model_a',
    });
    const [one, two, other] = await read([
      row(['Sky?', 'Blue.', 'Why?', 'Air.'], ['Sky?', 'Green.', 'Why?', 'No.']),
      row(['Sky?', 'Grey.', 'Why?', 'Dust.'], ['Sky?', 'Red.', 'Why?', 'Sun.']),
      row(['Sea?', 'Blue.', 'Why?', 'Sky.'], ['Sea?', 'Wet.', 'Why?', 'No.']),
    ]);
    expect(two!.group).toBe(one!.group);
    expect(other!.group).not.toBe(one!.group);
    expect(one).toMatchObject({ prompt: [{ content: 'Sky?' }, { content: 'Blue.' }, { content: 'Why?' }] });
    await expect(read([row(['Sky?', 'Blue.'], ['Sea?', 'Wet.'])])).rejects.toThrow(
      /:1: the user must say the same/,
    );
    await expect(read([row(['Sky?', 'Blue.', 'Why?'], ['Sky?', 'Red.', 'Why?'])])).rejects.toThrow(
      /:1: conversation_a must end with the assistant, found "user"/,
    );
  });

  it('makes comparisons without a prompt groups of their own, and the same one again the same group', async () => {
    const row = (...candidates: string[]) => ({ candidates, probabilities: [1, 0] });
    const records = await read([
      row('a', 'b'),
      row('c', 'd'),
      { ...row('a', 'b'), prompt: null },
      row('e', 'f'),
    ]);
    expect(records[2]!.group).toBe(records[0]!.group);
    expect(new Set(records.map(({ group }) => group)).size).toBe(3);
    const parts = await new PreferenceSource('x', records).split({
      parts: { train: 0.67, test: 0.33 },
      random: new RandomStream(1),
    });
    expect(parts['train']!.size + parts['test']!.size).toBe(4);
  });

  it('refuses a row among hh dialogues that is none', async () => {
    const start = '\n\nHuman: Sky?\n\nAssistant:';
    const good = { chosen: `${start} Blue.`, rejected: `${start} Green.` };
    for (const [row, reason] of [
      [{ ...good, rejected: 'Green.' }, /:2: rejected must be a dialogue with "\\n\\nAssistant:".*"Green\."/],
      [{ rejected: good.rejected }, /:2: chosen must be a dialogue.*found nothing/],
      [{ ...good, chosen: 7 }, /:2: chosen must be a dialogue.*the number 7/],
    ] as const) {
      const failed = read([good, row]);
      await expect(failed).rejects.toMatchObject({ code: 'MNR_PREFERENCES_ROW' });
      await expect(failed).rejects.toThrow(reason);
    }
  });

  it('keeps votes as shares, a tie counting half for each', async () => {
    const [record] = await read([{ prompt: 'Sky?', a: 'Blue.', b: 'Green.', votes: [1, 0, 2, 1] }]);
    expect(record).toMatchObject({ votes: [2.5, 1.5], probabilities: [0.625, 0.375] });
    // As Parquet has 64-bit integers.
    const row = { prompt: 'Sky?', a: 'Blue.', b: 'Green.', votes: [1n, 0n, 2n, 1n] };
    expect(annotatorVotes.convert(row)).toMatchObject({ votes: [2.5, 1.5] });
    await expect(read([{ ...row, votes: [3] }])).rejects.toThrow(/a vote is 0, 1 or 2, found 3/);
  });

  it('reads gzipped lines and CSV alike', async () => {
    const gzipped = file(
      gzipSync(lines({ prompt: 'Sky?', chosen: 'Blue.', rejected: 'Green.' })),
      'jsonl.gz',
    );
    const csv = file('prompt,chosen,rejected\n"Sky?",Blue.,"Green, or\nso."\n', 'csv');
    const [a, b] = [(await readPreferences(gzipped)).records[0], (await readPreferences(csv)).records[0]];
    expect(a).toMatchObject({ candidates: [{ text: 'Blue.' }, { text: 'Green.' }] });
    expect(b).toMatchObject({ candidates: [{ text: 'Blue.' }, { text: 'Green, or\nso.' }] });
    const both = file(gzipSync('prompt,chosen,rejected\n"Sky?",Blue.,Green.\n'), 'csv.gz');
    expect((await readPreferences(both)).records).toEqual([a]);
  });

  it('ends a line at a line feed alone: JSON may hold separators of lines and paragraphs as they are', async () => {
    const row = (mark: string) =>
      JSON.stringify({ prompt: 'Sky?', chosen: `Blue.${mark}Yes.`, rejected: 'Green.' });
    const { records } = await readPreferences(file(`${row('\u2028')}\n${row('\u2029')}`));
    expect(records.map(({ candidates }) => candidates[0])).toMatchObject([
      { text: 'Blue.\u2028Yes.' },
      { text: 'Blue.\u2029Yes.' },
    ]);
  });

  it('passes over empty lines of CSV', async () => {
    const csv = file('prompt,chosen,rejected\n\nSky?,Blue.,Green.\n\n', 'csv');
    expect((await readPreferences(csv)).size).toBe(1);
  });

  it('takes an answer that is JSON for what it is, and lists of texts for turns', async () => {
    const row = { prompt: '["Sky?"]', winner_model_a: 1, winner_model_b: 0, winner_tie: 0 };
    const answers = { response_a: '[{"name":"Ann"}]', response_b: '["Blue.", null]' };
    const [record] = await read([{ ...row, ...answers }]);
    expect(record).toMatchObject({ candidates: [{ text: '[{"name":"Ann"}]' }, { text: 'Blue.\n\n' }] });
  });

  it('reads lines that begin with a byte order mark', async () => {
    const row = JSON.stringify({ prompt: 'Sky?', chosen: 'Blue.', rejected: 'Green.' });
    expect((await readPreferences(file(`\uFEFF${row}\r\n${row}\r\n`))).size).toBe(2);
  });

  it.skipIf(!existsSync('/proc/self/fd'))('closes the file behind a malformed row', async () => {
    const isOpen = (path: string): boolean =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === path;
        } catch {
          return false;
        }
      });
    const rest = lines(
      ...Array.from({ length: 20_000 }, (_, i) => ({ prompt: `${i}`, chosen: 'a', rejected: 'b' })),
    );
    for (const path of [file(`no JSON\n${rest}`), file(gzipSync(`no JSON\n${rest}`), 'jsonl.gz')]) {
      await expect(readPreferences(path)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_ROW' });
      await expect.poll(() => isOpen(path)).toBe(false);
    }
  });

  it('names file and line of a malformed row, or skips and counts it', async () => {
    const good = JSON.stringify({ prompt: 'Sky?', chosen: 'Blue.', rejected: 'Green.' });
    const path = file(`${good}\n{"prompt": "Sky?", "chosen": 7, "rejected": "x"}\n\nnot json\n${good}\n`);
    await expect(readPreferences(path)).rejects.toMatchObject({
      code: 'MNR_PREFERENCES_ROW',
      message: expect.stringContaining(`${path}:2: chosen must be`) as string,
    });
    const source = await readPreferences(path, { onMalformed: 'skip' });
    expect([source.size, source.skipped]).toEqual([2, 2]);
  });

  it('refuses missing, foreign, truncated and empty files', async () => {
    const gzipped = gzipSync(
      lines(
        ...Array.from({ length: 500 }, (_, i) => ({ prompt: `${i}`, chosen: 'a', rejected: `${i * 7}` })),
      ),
    );
    const cases: [string, string][] = [
      [join(folder, 'missing.jsonl'), 'MNR_PREFERENCES_FILE'],
      [file('x', 'txt'), 'MNR_PREFERENCES_FILE'],
      [file(gzipped.subarray(0, gzipped.length / 2), 'jsonl.gz'), 'MNR_PREFERENCES_FILE'],
      [file(gzipped.subarray(0, gzipped.length / 2), 'csv.gz'), 'MNR_PREFERENCES_FILE'],
      [file('no gzip', 'csv.gz'), 'MNR_PREFERENCES_FILE'],
      [file('no gzip', 'jsonl.gz'), 'MNR_PREFERENCES_FILE'],
      ...['csv', 'csv.gz', 'jsonl', 'jsonl.gz', 'parquet'].map((ending): [string, string] => {
        const path = join(folder, `folder.${ending}`);
        mkdirSync(path);
        return [path, 'MNR_PREFERENCES_FILE'];
      }),
      [file('no parquet', 'parquet'), 'MNR_PREFERENCES_FILE'],
      [file(lines({ question: 'Sky?' })), 'MNR_PREFERENCES_FORMAT'],
      [file(''), 'MNR_PREFERENCES_EMPTY'],
    ];
    for (const [path, code] of cases)
      await expect(readPreferences(path), path).rejects.toMatchObject({ code });
    await expect(
      read([{ prompt: 'a', chosen: 'b', rejected: 'c' }], { format: 'nonsense' }),
    ).rejects.toMatchObject({
      code: 'MNR_PREFERENCES_FORMAT',
    });
  });

  it('never reads a fuzzed row without a coded error or valid records', async () => {
    const columns = [
      'prompt',
      'chosen',
      'rejected',
      'votes',
      'a',
      'b',
      'responses',
      'scores',
      'winner',
      'instruction',
      'completions',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.constantFrom(...columns), fc.jsonValue()), { minLength: 1, maxLength: 4 }),
        async (rows) => {
          const result = await readPreferences(file(lines(...rows)), { onMalformed: 'skip' }).catch(
            (error: unknown) => error,
          );
          if (result instanceof Error)
            expect(result).toHaveProperty('code', expect.stringMatching(/^MNR_PREFERENCES_/));
        },
      ),
      { numRuns: 300 },
    );
  });
});

const sample = () =>
  readPreferences(
    file(
      lines(
        ...['a', 'a', 'b', 'c', 'c', 'd'].map((prompt, i) => ({
          prompt,
          chosen: `good ${i}`,
          rejected: 'bad',
        })),
      ),
    ),
  );

describeConformance('PreferenceSource', dataSourceSuite, { create: sample });

describe('PreferenceSource', () => {
  it('refuses a split that separates comparisons of one prompt, unless leaking is meant', async () => {
    const source = await sample();
    const options = { parts: { train: 0.5, test: 0.5 }, random: new RandomStream(1), by: 'record' as const };
    await expect(source.split(options)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_LEAK' });
    const leaking = await source.split({ ...options, allowLeak: true });
    expect(leaking['train']!.size + leaking['test']!.size).toBe(6);
  });

  it('makes folds that test every record once and keep prompts together', async () => {
    const source = await sample();
    const folds = source.folds(3, new RandomStream(1));
    expect(folds.reduce((sum, { test }) => sum + test.size, 0)).toBe(6);
    for (const { train, test } of folds) {
      const prompts = new Set(train.records.map(({ group }) => group));
      expect(test.records.some(({ group }) => prompts.has(group))).toBe(false);
    }
  });
});
