import type { Preference } from '@minorant/core';

import { groupOf } from '../preferences/make-preference.js';
import { readCandidate } from './candidate-value.js';
import type { PreferenceFormat, Row } from './preference-format.js';
import { kindOf, optionalPrompt } from './row-fields.js';

/** The candidates of a row, two or more. */
export function candidatesField(row: Row): Preference['candidates'] {
  const candidates = row['candidates'];
  if (!Array.isArray(candidates) || candidates.length < 2) {
    throw new Error(`candidates must be a list of two or more, found ${kindOf(candidates)}`);
  }
  return candidates.map((candidate, i) => readCandidate(candidate, `candidates[${i}]`));
}

/** This project's own form: candidates of any kind, segments of episodes too, and how probable each is to be the best. */
export const comparison: PreferenceFormat = {
  id: 'comparison',
  description:
    'candidates: list of texts, messages or segments (observations, actions), probabilities: how likely each is the best; prompt, if any',
  matches: (row) => 'candidates' in row && 'probabilities' in row,
  convert(row): Preference {
    const probabilities = row['probabilities'];
    if (!Array.isArray(probabilities) || !probabilities.every((item) => typeof item === 'number')) {
      throw new Error(`probabilities must be a list of numbers, found ${kindOf(probabilities)}`);
    }
    const query = { ...optionalPrompt(row), candidates: candidatesField(row) };
    return { ...query, probabilities, weight: 1, group: groupOf(query) };
  },
};
