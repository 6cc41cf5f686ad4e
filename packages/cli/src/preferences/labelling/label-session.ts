import { createHash } from 'node:crypto';
import { Turns } from '@minorant/core';
import type { Label, LabelJournal } from '@minorant/rlhf';

import type { LabelQuestion } from './label-question.js';

/** What the page is told: how far one is, and what is asked next. */
export interface LabelState {
  readonly total: number;
  readonly answered: number;
  readonly undoable: boolean;
  readonly question: ShownQuestion | null;
  /** Whether other questions may come when these are answered: a run is training meanwhile. */
  readonly more: boolean;
}

/** A question as the page shows it. */
export interface ShownQuestion {
  readonly id: string;
  readonly prompt: string | null;
  readonly left: ShownCandidate;
  readonly right: ShownCandidate;
}

/** A text, messages, or a scene whose frames are base64 of 32-bit floats. */
export type ShownCandidate =
  | { readonly text: string }
  | { readonly messages: readonly { readonly role: string; readonly content: string }[] }
  | { readonly scene: Readonly<Record<string, unknown>> };

/** What somebody answers, by the sides on the page. */
export const answers = ['left', 'right', 'tie', 'cannot-tell'] as const;

/** One of {@link answers}. */
export type Answer = (typeof answers)[number];

/**
 * Asks questions one after another and keeps the answers in a journal. Either all questions are there from the beginning,
 * or they come in rounds, by {@link LabelSession.ask}.
 */
export class LabelSession {
  #questions: ReadonlyMap<string, LabelQuestion>;
  readonly #journal: LabelJournal;
  readonly #seed: number;
  readonly #more: boolean;
  /** An answer that closes a round has closed it before the next call asks whether it may be taken back. */
  readonly #turns = new Turns();
  /** Tells who waits for the round that all of it is answered; from then on no answer of it is taken back. */
  #finish: (() => void) | undefined;

  constructor(parts: {
    /** All questions; without them they come in rounds. */
    readonly questions?: ReadonlyMap<string, LabelQuestion>;
    readonly journal: LabelJournal;
    /** Decides which candidate is on the left, so that no side is favoured. */
    readonly seed: number;
  }) {
    this.#questions = parts.questions ?? new Map();
    this.#more = parts.questions === undefined;
    this.#journal = parts.journal;
    this.#seed = parts.seed;
  }

  /**
   * Asks a round of questions in place of the last one, and waits until each of them is answered. Those that the journal
   * has an answer to are not asked again.
   *
   * @throws the reason of the signal, when that is aborted first; answers given until then are in the journal.
   */
  async ask(questions: ReadonlyMap<string, LabelQuestion>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#questions = questions;
    if (!this.#next()) return;
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => reject(signal!.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
      this.#finish = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
    });
  }

  state(): LabelState {
    const { answers: given } = this.#journal;
    const open = this.#next();
    return {
      total: this.#questions.size,
      answered: [...this.#questions.keys()].filter((id) => given.has(id)).length,
      undoable: this.#isUndoable(),
      question: open ? this.#shown(open) : null,
      more: this.#more,
    };
  }

  /** Keeps an answer; false for a question that was never asked. An answer that came before changes nothing. */
  answer(id: string, answer: Answer, nonce: string): Promise<boolean> {
    return this.#turns.take(async () => {
      const question = this.#questions.get(id);
      if (!question) return false;
      await this.#journal.answer(question.query, this.#label(id, answer), nonce);
      if (this.#finish && !this.#next()) {
        this.#finish();
        this.#finish = undefined;
      }
      return true;
    });
  }

  /** Takes the last answer back. */
  undo(nonce: string): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#isUndoable()) await this.#journal.undo(nonce);
    });
  }

  /** The first question without an answer. */
  #next(): LabelQuestion | undefined {
    return [...this.#questions.values()].find(({ id }) => !this.#journal.answers.has(id));
  }

  /** Whether the last answer is to one of these questions, and nobody has gone on with it. */
  #isUndoable(): boolean {
    const { last } = this.#journal;
    return last !== undefined && this.#questions.has(last) && (!this.#more || this.#finish !== undefined);
  }

  #label(id: string, answer: Answer): Label {
    if (answer === 'tie' || answer === 'cannot-tell') return answer;
    return (answer === 'left') !== this.#isSwapped(id) ? 'first' : 'second';
  }

  /** By a bit of the digest of the question's id and the seed. */
  #isSwapped(id: string): boolean {
    return (createHash('sha256').update(`${this.#seed} ${id}`).digest()[0]! & 1) !== 0;
  }

  #shown({ id, query: { prompt, candidates }, scenes }: LabelQuestion): ShownQuestion {
    const sides = candidates.map((candidate, i): ShownCandidate => {
      if (candidate.kind === 'text') return { text: candidate.text };
      if (candidate.kind === 'messages') return { messages: candidate.messages };
      const { frames, ...scene } = scenes![i]!;
      const bytes = Buffer.from(frames.buffer, frames.byteOffset, frames.byteLength);
      return { scene: { ...scene, frames: bytes.toString('base64') } };
    });
    if (this.#isSwapped(id)) sides.reverse();
    const text =
      typeof prompt === 'string' || prompt === undefined
        ? prompt
        : prompt.map(({ role, content }) => `${role}: ${content}`).join('\n\n');
    return { id, prompt: text ?? null, left: sides[0]!, right: sides[1]! };
  }
}
