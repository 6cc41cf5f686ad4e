import { explicitPrompt, hhDialogue, implicitPrompt } from './chosen-rejected.js';
import { comparison } from './comparison.js';
import { annotatorVotes, arena, ranked, ultraFeedback } from './multiple-answers.js';
import type { PreferenceFormat } from './preference-format.js';

export type { PreferenceFormat, Row } from './preference-format.js';

/** Every row-wise format, in the order in which they are tried. HelpSteer, whose rows are single answers, and labels, which can be taken back, are apart. */
export const formats: readonly PreferenceFormat[] = [
  comparison,
  annotatorVotes,
  arena,
  ultraFeedback,
  ranked,
  explicitPrompt,
  hhDialogue,
  implicitPrompt,
];

/** Every format's id, as configurations and flags name it. */
export const formatIds: readonly string[] = [...formats.map(({ id }) => id), 'helpsteer', 'labels'];
