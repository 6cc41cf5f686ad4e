import type { PreferenceQuery } from '@minorant/core';

import { errors } from '../errors.js';
import { candidatesField } from '../formats/comparison.js';
import { formats, type Row } from '../formats/index.js';
import { optionalPrompt } from '../formats/row-fields.js';
import { readRows } from '../readers/read-rows.js';
import { isLabelRow } from './label-collector.js';

/**
 * Questions for people from a file: rows with `candidates` (and `prompt`), or rows of any known format of preferences,
 * whose answers are not looked at. Of more than two candidates every pair is a question.
 *
 * @throws MinorantError `MNR_PREFERENCES_FILE`, `MNR_PREFERENCES_FORMAT`, `MNR_PREFERENCES_ROW` or
 * `MNR_PREFERENCES_EMPTY`.
 */
export async function readQuestions(path: string): Promise<PreferenceQuery[]> {
  const questions: PreferenceQuery[] = [];
  for await (const numbered of readRows(path)) {
    try {
      if ('malformed' in numbered) throw new Error(numbered.malformed);
      const query = questionOf(path, numbered.row);
      if (!query) continue;
      const { prompt, candidates } = query;
      for (let i = 0; i < candidates.length; i++) {
        for (let k = i + 1; k < candidates.length; k++) {
          questions.push({
            ...(prompt !== undefined && { prompt }),
            candidates: [candidates[i]!, candidates[k]!],
          });
        }
      }
    } catch (error) {
      if (!(error instanceof Error) || 'code' in error) throw error;
      throw errors.MNR_PREFERENCES_ROW({ path, row: numbered.number, reason: error.message });
    }
  }
  if (questions.length === 0) throw errors.MNR_PREFERENCES_EMPTY({ path, skipped: 0 });
  return questions;
}

function questionOf(path: string, row: Row): PreferenceQuery | null {
  if ('candidates' in row) return { ...optionalPrompt(row), candidates: candidatesField(row) };
  // An answer that was taken back: its question stands in a line before.
  if (isLabelRow(row)) return null;
  const format = formats.find((candidate) => candidate.matches(row));
  if (!format) {
    const known = ['candidates', ...formats.map(({ id }) => id)];
    throw errors.MNR_PREFERENCES_FORMAT({ path, columns: Object.keys(row), known });
  }
  return format.convert(row);
}
