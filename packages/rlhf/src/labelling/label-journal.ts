import { open, readFile, type FileHandle } from 'node:fs/promises';
import { takeLock, Turns, type FileLock, type PreferenceQuery } from '@minorant/core';

import { errors } from '../errors.js';
import { writeCandidate } from '../formats/candidate-value.js';
import { labelRow, questionId, type Label, type LabelRow } from './label-row.js';

/** How every line of a journal begins. */
const LINE_START = '{"label":"';

/**
 * The file that labels are kept in: JSON lines to which each answer is added and forced to disk before anybody is told
 * that it was taken. A line that was cut off in the middle of writing was never confirmed to anybody, and is removed when
 * the file is opened again. One process has it at a time.
 */
export class LabelJournal {
  /** The file. */
  readonly path: string;
  readonly #file: FileHandle;
  readonly #lock: FileLock;
  /** Answers that stand, oldest first. */
  readonly #answers = new Map<string, Label>();
  readonly #nonces = new Set<string>();
  /** One line after another. */
  readonly #turns = new Turns();

  private constructor(path: string, file: FileHandle, lock: FileLock, rows: readonly LabelRow[]) {
    this.path = path;
    this.#file = file;
    this.#lock = lock;
    for (const row of rows) this.#take(row);
  }

  /**
   * Opens a journal of labels, or begins it.
   *
   * @throws MinorantError `MNR_LABEL_FILE` for a file that is none of labels, `MNR_LABEL_BUSY` while another has it.
   */
  static async open(path: string): Promise<LabelJournal> {
    const lock = await lockOf(path);
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'a+');
      const bytes = await readFile(file);
      const end = bytes.lastIndexOf(10) + 1;
      const lines = bytes.toString('utf8', 0, end).split('\n');
      const rows = lines.flatMap((line, i) => (line.trim() === '' ? [] : [parseRow(path, line, i + 1)]));
      if (end < bytes.length) {
        const cutOff = bytes.toString('utf8', end, end + LINE_START.length);
        if (!LINE_START.startsWith(cutOff)) throw errors.MNR_LABEL_FILE({ path, line: lines.length });
        await file.truncate(end);
      }
      return new LabelJournal(path, file, lock, rows);
    } catch (error) {
      await file?.close();
      await lock.release();
      throw error;
    }
  }

  /** What stands of each question that was answered. */
  get answers(): ReadonlyMap<string, Label> {
    return this.#answers;
  }

  /** The question answered last whose answer stands. */
  get last(): string | undefined {
    return [...this.#answers.keys()].at(-1);
  }

  /** Whether an answer or an undoing with this nonce was taken before. */
  has(nonce: string): boolean {
    return this.#nonces.has(nonce);
  }

  /** Adds an answer. One that was sent before changes nothing; nor does one to a question that has an answer. */
  answer(query: PreferenceQuery, label: Label, nonce: string): Promise<void> {
    return this.#turns.take(async () => {
      const question = questionId(query);
      if (this.has(nonce) || this.#answers.has(question)) return;
      await this.#append({
        label,
        question,
        nonce,
        time: new Date().toISOString(),
        ...(query.prompt !== undefined && { prompt: query.prompt }),
        candidates: query.candidates.map(writeCandidate),
      });
    });
  }

  /** Takes the last answer back; gives its question. */
  undo(nonce: string): Promise<string | undefined> {
    return this.#turns.take(async () => {
      const question = this.last;
      if (this.has(nonce) || question === undefined) return undefined;
      await this.#append({ label: 'undo', question, nonce, time: new Date().toISOString() });
      return question;
    });
  }

  /** Closes the file. */
  close(): Promise<void> {
    return this.#turns.take(async () => {
      await this.#file.close();
      await this.#lock.release();
    });
  }

  async #append(row: LabelRow): Promise<void> {
    const { size } = await this.#file.stat();
    try {
      await this.#file.appendFile(`${JSON.stringify(row)}\n`);
      await this.#file.datasync();
    } catch (error) {
      // The disk is full, perhaps in the middle of the line: what is left of it would spoil the next one.
      await this.#file.truncate(size);
      throw error;
    }
    this.#take(row);
  }

  #take({ label, question, nonce }: LabelRow): void {
    this.#nonces.add(nonce);
    this.#answers.delete(question);
    if (label !== 'undo') this.#answers.set(question, label);
  }
}

function parseRow(path: string, line: string, number: number): LabelRow {
  try {
    return labelRow.parse(JSON.parse(line));
  } catch (error) {
    throw errors.MNR_LABEL_FILE({ path, line: number }, error);
  }
}

/** The lock beside a journal. */
async function lockOf(path: string): Promise<FileLock> {
  try {
    return await takeLock(`${path}.lock`, (holder) => errors.MNR_LABEL_BUSY({ path, holder }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw errors.MNR_LABEL_FOLDER({ path }, error);
    throw error;
  }
}
