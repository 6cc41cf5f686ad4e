import type { Preference } from '@minorant/core';

import type { Row } from '../formats/preference-format.js';
import { candidatesField } from '../formats/comparison.js';
import { optionalPrompt } from '../formats/row-fields.js';
import { groupOf } from '../preferences/make-preference.js';
import { labelRow, type Label } from './label-row.js';

/** Whether a row is a line of a file of labels. */
export function isLabelRow(row: Row): boolean {
  return ['label', 'question', 'nonce'].every((column) => column in row);
}

const shares: Readonly<Record<Exclude<Label, 'cannot-tell'>, readonly [number, number]>> = {
  first: [1, 0],
  second: [0, 1],
  tie: [0.5, 0.5],
};

/** Reads the lines of a file of labels: answers that were taken back, and those that told nothing, are left out. */
export class LabelCollector {
  readonly #answers = new Map<string, Preference | null>();

  add(row: Row): null {
    const parsed = labelRow.safeParse(row);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Error(`${issue!.path.join('.')}: ${issue!.message}`);
    }
    const { label, question } = parsed.data;
    this.#answers.delete(question);
    if (label === 'undo') return null;
    const candidates = candidatesField(row);
    const query = { ...optionalPrompt(row), candidates };
    if (candidates.length !== 2) throw new Error(`candidates must be two, found ${candidates.length}`);
    this.#answers.set(
      question,
      label === 'cannot-tell'
        ? null
        : { ...query, probabilities: shares[label], weight: 1, group: groupOf(query) },
    );
    return null;
  }

  finish(): Preference[] {
    return [...this.#answers.values()].filter((answer) => answer !== null);
  }
}
