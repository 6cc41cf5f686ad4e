import { choice } from '../preferences/make-preference.js';
import type { Preference } from '@minorant/core';
import type { PreferenceFormat, Row } from './preference-format.js';
import { candidateField, kindOf, optionalNumber, promptField } from './row-fields.js';
import { splitPrompt } from './split-prompt.js';

const categoryOf = (row: Row): { category?: string } =>
  typeof row['subset'] === 'string' ? { category: row['subset'] } : {};
const marginOf = (row: Row): { margin?: number } => {
  const margin = optionalNumber(row, 'margin');
  return margin === undefined ? {} : { margin };
};

/** TRL's preference rows with a prompt of their own, standard or conversational. */
export const explicitPrompt: PreferenceFormat = {
  id: 'trl-explicit',
  description:
    'prompt, chosen, rejected: strings or lists of messages (TRL); margin and subset are read where present',
  matches: (row) => ['prompt', 'chosen', 'rejected'].every((column) => column in row),
  convert(row): Preference {
    return choice({
      prompt: promptField(row, 'prompt'),
      chosen: candidateField(row, 'chosen'),
      rejected: candidateField(row, 'rejected'),
      ...marginOf(row),
      ...categoryOf(row),
    });
  },
};

/** TRL's preference rows whose prompt is what both answers begin with, standard or conversational. */
export const implicitPrompt: PreferenceFormat = {
  id: 'trl-implicit',
  description: 'chosen, rejected, both beginning with the prompt: strings or lists of messages (TRL)',
  matches: (row) => 'chosen' in row && 'rejected' in row && !('prompt' in row) && !isDialogue(row['chosen']),
  convert(row): Preference {
    const chosen = candidateField(row, 'chosen');
    const rejected = candidateField(row, 'rejected');
    if (chosen.kind !== rejected.kind)
      throw new Error('chosen and rejected must both be strings or both be messages');
    const { group, ...fields } = splitPrompt(chosen, rejected);
    return { ...choice({ ...fields, ...marginOf(row), ...categoryOf(row) }), group };
  },
};

/** Anthropic's hh-rlhf: whole dialogues that differ in the last answer. */
export const hhDialogue: PreferenceFormat = {
  id: 'hh',
  description: 'chosen, rejected: whole dialogues with "Human:" and "Assistant:" turns (Anthropic hh-rlhf)',
  matches: (row) => !('prompt' in row) && isDialogue(row['chosen']) && isDialogue(row['rejected']),
  convert(row): Preference {
    const chosen = lastAnswer(row, 'chosen');
    const rejected = lastAnswer(row, 'rejected');
    return choice({
      prompt: chosen.prompt,
      chosen: { kind: 'text', text: chosen.answer },
      rejected: { kind: 'text', text: rejected.answer },
      ...categoryOf(row),
    });
  },
};

const marker = '\n\nAssistant:';

function isDialogue(value: unknown): boolean {
  return typeof value === 'string' && /^\s*Human: /.test(value) && value.includes(marker);
}

function lastAnswer(row: Row, name: string): { prompt: string; answer: string } {
  const dialogue = row[name];
  if (typeof dialogue !== 'string' || !dialogue.includes(marker))
    throw new Error(
      `${name} must be a dialogue with ${JSON.stringify(marker)} before the answer, found ${kindOf(dialogue)}`,
    );
  const at = dialogue.lastIndexOf(marker) + marker.length;
  return { prompt: dialogue.slice(0, at).trim(), answer: dialogue.slice(at).trim() };
}
