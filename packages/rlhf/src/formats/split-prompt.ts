import type { PreferenceCandidate } from '@minorant/core';
import { groupOf } from '../preferences/make-preference.js';
import type { ChatMessage } from '../preferences/preference.js';

/** Two answers without the prompt that both began with, and the group that splits keep together. */
export interface SplitPrompt {
  /** Whole messages, or whole words of a text. */
  readonly prompt: string | ChatMessage[];
  readonly chosen: PreferenceCandidate;
  readonly rejected: PreferenceCandidate;
  readonly group: string;
}

/**
 * Takes off what two answers have in common from the start. Of texts these may be first words of both answers too, and
 * others in the next row with the same prompt: the group ends where the last answer's turn or the last line begins.
 */
export function splitPrompt(chosen: PreferenceCandidate, rejected: PreferenceCandidate): SplitPrompt {
  const candidates = [chosen, rejected];
  if (chosen.kind === 'messages' && rejected.kind === 'messages') {
    const [a, b] = [chosen.messages, rejected.messages];
    let common = 0;
    while (common < Math.min(a.length, b.length) - 1 && sameMessage(a[common]!, b[common]!)) common++;
    const prompt = a.slice(0, common);
    return {
      prompt,
      chosen: { kind: 'messages', messages: a.slice(common) },
      rejected: { kind: 'messages', messages: b.slice(common) },
      group: groupOf({ prompt, candidates }),
    };
  }
  const [a, b] = [textOf(chosen), textOf(rejected)];
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared++;
  let common = shared;
  while (common > 0 && !/\s/.test(a[common - 1]!)) common--;
  const prompt = a.slice(0, common);
  return {
    prompt,
    chosen: { kind: 'text', text: a.slice(common) },
    rejected: { kind: 'text', text: b.slice(common) },
    group: groupOf({ prompt: questionIn(a.slice(0, shared)) || prompt, candidates }),
  };
}

/** How an answer's turn begins: `A:`, `Assistant:`, `### Response:`, and the marks of chat templates. */
const answerTurn = /^[ \t#*]*(?:a|ai|answer|assistant|response):|<\|(?:im_start\|>)?assistant|\[\/INST\]/gim;

/** What stands before the last answer's turn; of a text without turns, the whole lines. */
function questionIn(shared: string): string {
  const end = [...shared.matchAll(answerTurn)].at(-1)?.index ?? shared.lastIndexOf('\n') + 1;
  return shared.slice(0, end).trim();
}

const sameMessage = (a: ChatMessage, b: ChatMessage): boolean => a.role === b.role && a.content === b.content;
const textOf = (candidate: PreferenceCandidate): string => (candidate.kind === 'text' ? candidate.text : '');
