import { choice } from '../preferences/make-preference.js';
import type { Preference, PreferenceCandidate } from '@minorant/core';
import type { ChatMessage } from '../preferences/preference.js';
import type { PreferenceFormat, Row } from './preference-format.js';
import { candidateField, optionalNumber, promptField } from './row-fields.js';

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
    return choice({ ...splitPrompt(chosen, rejected), ...marginOf(row), ...categoryOf(row) });
  },
};

/** Anthropic's hh-rlhf: whole dialogues that differ in the last answer. */
export const hhDialogue: PreferenceFormat = {
  id: 'hh',
  description: 'chosen, rejected: whole dialogues with "Human:" and "Assistant:" turns (Anthropic hh-rlhf)',
  matches: (row) => !('prompt' in row) && isDialogue(row['chosen']) && isDialogue(row['rejected']),
  convert(row): Preference {
    const chosen = lastAnswer(row['chosen'] as string);
    const rejected = lastAnswer(row['rejected'] as string);
    return choice({
      prompt: chosen.prompt,
      chosen: { kind: 'text', text: chosen.answer },
      rejected: { kind: 'text', text: rejected.answer },
      ...categoryOf(row),
    });
  },
};

function isDialogue(value: unknown): boolean {
  return typeof value === 'string' && /^\s*Human: /.test(value) && value.includes('\n\nAssistant:');
}

function lastAnswer(dialogue: string): { prompt: string; answer: string } {
  const marker = '\n\nAssistant:';
  const at = dialogue.lastIndexOf(marker) + marker.length;
  return { prompt: dialogue.slice(0, at).trim(), answer: dialogue.slice(at).trim() };
}

/** What both have in common from the start is the prompt: whole messages, or whole words of a text. */
function splitPrompt(
  chosen: PreferenceCandidate,
  rejected: PreferenceCandidate,
): { prompt: string | ChatMessage[]; chosen: PreferenceCandidate; rejected: PreferenceCandidate } {
  if (chosen.kind === 'messages' && rejected.kind === 'messages') {
    const [a, b] = [chosen.messages, rejected.messages];
    let common = 0;
    while (common < Math.min(a.length, b.length) - 1 && sameMessage(a[common]!, b[common]!)) common++;
    return {
      prompt: a.slice(0, common),
      chosen: { kind: 'messages', messages: a.slice(common) },
      rejected: { kind: 'messages', messages: b.slice(common) },
    };
  }
  const [a, b] = [textOf(chosen), textOf(rejected)];
  let common = 0;
  while (common < Math.min(a.length, b.length) && a[common] === b[common]) common++;
  while (common > 0 && !/\s/.test(a[common - 1]!)) common--;
  return {
    prompt: a.slice(0, common),
    chosen: { kind: 'text', text: a.slice(common) },
    rejected: { kind: 'text', text: b.slice(common) },
  };
}

const sameMessage = (a: ChatMessage, b: ChatMessage): boolean => a.role === b.role && a.content === b.content;
const textOf = (candidate: PreferenceCandidate): string => (candidate.kind === 'text' ? candidate.text : '');
