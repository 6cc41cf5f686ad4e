import {
  appendFile,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Episode, PreferenceQuery } from '@minorant/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { readPreferences } from '../readers/read-preferences.js';
import { LabelJournal } from './label-journal.js';
import { questionId } from './label-row.js';
import { readQuestions } from './read-questions.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-labels-'));
  path = join(folder, 'labels.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const query = (name: string): PreferenceQuery => ({
  prompt: `prompt ${name}`,
  candidates: [
    { kind: 'text', text: `good ${name}` },
    { kind: 'messages', messages: [{ role: 'assistant', content: `bad ${name}` }] },
  ],
});

const texts = (...given: string[]): PreferenceQuery['candidates'] =>
  given.map((text) => ({ kind: 'text', text }));

describe('LabelJournal', () => {
  it('leaves no half of a line where the disk was full, so that the next answer is whole', async () => {
    const journal = await LabelJournal.open(path);
    await journal.answer(query('a'), 'first', 'nonce a');
    const handle = await open(path, 'r');
    const full = vi
      .spyOn(Object.getPrototypeOf(handle) as FileHandle, 'appendFile')
      .mockImplementationOnce(async function (this: FileHandle, text) {
        await this.write((text as string).slice(0, 30));
        throw new Error('ENOSPC');
      });
    await expect(journal.answer(query('b'), 'first', 'nonce b')).rejects.toThrow('ENOSPC');
    full.mockRestore();
    await handle.close();
    await journal.answer(query('b'), 'second', 'nonce b');
    await journal.close();
    const again = await LabelJournal.open(path);
    expect([...again.answers.values()]).toEqual(['first', 'second']);
    await again.close();
  });

  it('keeps each answer once, in order, and takes the last ones back', async () => {
    const journal = await LabelJournal.open(path);
    await Promise.all([
      journal.answer(query('a'), 'first', 'nonce a'),
      journal.answer(query('a'), 'first', 'nonce a'),
      journal.answer(query('b'), 'tie', 'nonce b'),
      journal.answer(query('a'), 'second', 'another nonce'),
    ]);
    expect([...journal.answers.values()]).toEqual(['first', 'tie']);
    expect(await journal.undo('nonce u')).toBe(questionId(query('b')));
    expect(await journal.undo('nonce u')).toBeUndefined();
    await journal.answer(query('b'), 'second', 'nonce b2');
    await journal.answer(query('c'), 'cannot-tell', 'nonce c');
    await journal.close();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(5);

    const again = await LabelJournal.open(path);
    expect([...again.answers.values()]).toEqual(['first', 'second', 'cannot-tell']);
    expect(again.last).toBe(questionId(query('c')));
    expect(again.has('nonce b')).toBe(true);
    await again.close();

    const { records } = await readPreferences(path);
    expect(records.map(({ prompt, probabilities }) => [prompt, probabilities])).toEqual([
      ['prompt a', [1, 0]],
      ['prompt b', [0, 1]],
    ]);
    expect(records[0]!.candidates).toEqual(query('a').candidates);
  });

  it('removes a line that was cut off while it was written, and nothing else', async () => {
    const journal = await LabelJournal.open(path);
    await journal.answer(query('a'), 'first', 'nonce a');
    await journal.answer(query('b'), 'second', 'nonce b');
    await journal.close();
    const whole = await readFile(path, 'utf8');
    for (const cut of [1, 40, whole.length - whole.indexOf('\n') - 2]) {
      await writeFile(path, whole.slice(0, whole.length - cut));
      const opened = await LabelJournal.open(path);
      expect([...opened.answers.values()]).toEqual(['first']);
      await opened.answer(query('b'), 'tie', 'nonce b2');
      await opened.close();
      expect((await readPreferences(path)).records).toHaveLength(2);
    }
  });

  it('refuses a file of something else, one in use, and a folder that is not there', async () => {
    await writeFile(path, '{"prompt": "p", "chosen": "a", "rejected": "b"}\n');
    await expect(LabelJournal.open(path)).rejects.toMatchObject({ code: 'MNR_LABEL_FILE' });
    expect(await readFile(path, 'utf8')).toContain('chosen');
    // Nothing is left behind that would keep the next one out, and no line without an end is taken for one cut off.
    expect(await readdir(folder)).toEqual(['labels.jsonl']);
    await writeFile(path, '{"prompt": "p"}\n{"label":"fir');
    await expect(LabelJournal.open(path)).rejects.toMatchObject({ code: 'MNR_LABEL_FILE' });
    expect(await readFile(path, 'utf8')).toContain('fir');
    await writeFile(path, '{"prompt": "p"}');
    await expect(LabelJournal.open(path)).rejects.toMatchObject({ code: 'MNR_LABEL_FILE' });
    expect(await readFile(path, 'utf8')).toBe('{"prompt": "p"}');
    const other = join(folder, 'other.jsonl');
    const journal = await LabelJournal.open(other);
    await expect(LabelJournal.open(other)).rejects.toMatchObject({ code: 'MNR_LABEL_BUSY' });
    await journal.close();
    // Left by a process that is gone (no process has this number).
    await writeFile(`${other}.lock`, String(2 ** 30));
    await (await LabelJournal.open(other)).close();
    for (const noFolder of [join(folder, 'no'), other])
      await expect(LabelJournal.open(join(noFolder, 'labels.jsonl'))).rejects.toMatchObject({
        code: 'MNR_LABEL_FOLDER',
      });
  });

  it('keeps segments, bit for bit', async () => {
    const segment = (shift: number): Episode => ({
      length: 2,
      observationSize: 2,
      actionSize: 1,
      observations: Float64Array.from([0.1, 1 / 3, 2, 3, 4, 5 + shift]),
      actions: Float64Array.from([0.5, -0.25]),
      rewards: Float64Array.from([1, Math.PI]),
      terminations: Uint8Array.from([0, 1]),
      truncations: Uint8Array.from([0, 0]),
    });
    const asked = { candidates: [0, 1].map((i) => ({ kind: 'segment' as const, segment: segment(i) })) };
    const journal = await LabelJournal.open(path);
    await journal.answer(asked, 'second', 'nonce a');
    await journal.close();
    const { records } = await readPreferences(path);
    expect(records[0]).toMatchObject({ candidates: asked.candidates, probabilities: [0, 1] });
  });
});

describe('readQuestions', () => {
  it('reads bare candidates, every pair of more than two, and known formats without their answers', async () => {
    const file = join(folder, 'questions.jsonl');
    await writeFile(file, '{"prompt": "p", "candidates": ["a", "b", "c"]}\n{"candidates": ["d", "e"]}\n');
    await appendFile(file, '{"prompt": "q", "chosen": "f", "rejected": "g"}\n');
    const questions = await readQuestions(file);
    const texts = questions.map(({ prompt, candidates }) => [
      prompt,
      ...candidates.map((candidate) => candidate.kind === 'text' && candidate.text),
    ]);
    expect(texts).toEqual([
      ['p', 'a', 'b'],
      ['p', 'a', 'c'],
      ['p', 'b', 'c'],
      [undefined, 'd', 'e'],
      ['q', 'f', 'g'],
    ]);
    expect(questions[4]).not.toHaveProperty('probabilities');
  });

  it('reads answers that were taken back, and prompts that are null, as questions without either', async () => {
    const file = join(folder, 'questions.jsonl');
    const journal = await LabelJournal.open(path);
    await journal.answer({ candidates: texts('a', 'b') }, 'first', 'nonce a');
    await journal.undo('nonce b');
    await journal.close();
    await writeFile(file, `${await readFile(path, 'utf8')}{"prompt": null, "candidates": ["c", "d"]}\n`);
    expect(await readQuestions(file)).toEqual([
      { candidates: texts('a', 'b') },
      { candidates: texts('c', 'd') },
    ]);
  });

  it('says where a row is wrong', async () => {
    const file = join(folder, 'questions.jsonl');
    await writeFile(file, '{"candidates": ["a", "b"]}\n{"candidates": ["a"]}\n');
    await expect(readQuestions(file)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_ROW' });
    await writeFile(file, '{"candidates": ["a", {"observations": [[1], [2]], "actions": [[1], [1]]}]}\n');
    await expect(readQuestions(file)).rejects.toThrow(/one observation more than actions/);
    await writeFile(file, '{"what": 1}\n');
    await expect(readQuestions(file)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_FORMAT' });
  });
});
