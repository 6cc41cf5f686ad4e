import { groupOf, scored, voted } from '../preferences/make-preference.js';
import type { Preference, PreferenceCandidate } from '@minorant/core';
import type { ChatMessage } from '../preferences/preference.js';
import type { PreferenceFormat, Row } from './preference-format.js';
import { candidateField, isMessages, kindOf, numberField, promptField, stringField } from './row-fields.js';

/** Votes of several annotators on two answers (PandaLM as this project's data keeps it). */
export const annotatorVotes: PreferenceFormat = {
  id: 'votes',
  description: 'prompt, a, b, votes: one number an annotator, 0 for a tie, 1 for a, 2 for b (PandaLM)',
  matches: (row) => ['prompt', 'a', 'b', 'votes'].every((column) => column in row),
  convert(row): Preference {
    const votes = row['votes'];
    if (!Array.isArray(votes) || votes.length === 0) {
      throw new Error(`votes must be a list with one number an annotator, found ${kindOf(votes)}`);
    }
    const counts = [0, 0];
    for (const given of votes as unknown[]) {
      const vote = numberField({ vote: given }, 'vote');
      if (vote !== 0 && vote !== 1 && vote !== 2) throw new Error(`a vote is 0, 1 or 2, found ${vote}`);
      counts[0]! += vote === 1 ? 1 : vote === 0 ? 0.5 : 0;
      counts[1]! += vote === 2 ? 1 : vote === 0 ? 0.5 : 0;
    }
    return voted({
      prompt: promptField(row, 'prompt'),
      candidates: [candidateField(row, 'a'), candidateField(row, 'b')],
      votes: counts,
      ...(typeof row['subset'] === 'string' && { category: row['subset'] }),
    });
  },
};

/** Chatbot Arena: two conversations and who won. */
export const arena: PreferenceFormat = {
  id: 'arena',
  description:
    'conversation_a, conversation_b and winner (model_a, model_b, tie, ...), or prompt, response_a, response_b and winner_model_a, winner_model_b, winner_tie (Chatbot Arena)',
  matches: (row) =>
    ('conversation_a' in row && 'conversation_b' in row && 'winner' in row) ||
    ('response_a' in row && 'response_b' in row && 'winner_model_a' in row),
  convert(row): Preference | null {
    if ('conversation_a' in row) {
      const [a, b] = [messages(row, 'conversation_a'), messages(row, 'conversation_b')];
      const votes = arenaVotes(stringField(row, 'winner'));
      if (!votes) return null;
      const candidates = [answer(a, 'conversation_a'), answer(b, 'conversation_b')];
      const asked = groupOf({ prompt: userTurns(a), candidates });
      if (groupOf({ prompt: userTurns(b), candidates }) !== asked)
        throw new Error('the user must say the same in conversation_a and conversation_b');
      // The turns before the last answer hold answers of model A: what stays together is what the user says.
      return { ...voted({ prompt: a.slice(0, -1), candidates, votes }), group: asked };
    }
    return voted({
      prompt: turns(row['prompt']),
      candidates: [turns(row['response_a']), turns(row['response_b'])].map((text) => ({
        kind: 'text',
        text,
      })),
      votes: [
        numberField(row, 'winner_model_a') + numberField(row, 'winner_tie') / 2,
        numberField(row, 'winner_model_b') + numberField(row, 'winner_tie') / 2,
      ],
    });
  },
};

/** null for comparisons in which both were bad: nothing is learnt from them. */
function arenaVotes(winner: string): [number, number] | null {
  if (winner === 'model_a') return [1, 0];
  if (winner === 'model_b') return [0, 1];
  if (winner === 'tie') return [0.5, 0.5];
  if (winner === 'tie (bothbad)' || winner === 'both_bad') return null;
  throw new Error(`winner must be model_a, model_b, tie or tie (bothbad), found ${JSON.stringify(winner)}`);
}

function messages(row: Row, name: string): ChatMessage[] {
  const value = row[name];
  if (!isMessages(value))
    throw new Error(`${name} must be a list of messages with role and content, found ${kindOf(value)}`);
  return value;
}

const userTurns = (conversation: ChatMessage[]): ChatMessage[] =>
  conversation.filter(({ role }) => role === 'user');

function answer(conversation: ChatMessage[], name: string): PreferenceCandidate {
  const { role } = conversation.at(-1)!;
  if (role !== 'assistant')
    throw new Error(`${name} must end with the assistant, found ${JSON.stringify(role)}`);
  return { kind: 'messages', messages: conversation.slice(-1) };
}

/** Arena's competition files hold the turns of a conversation as a JSON list of strings. */
function turns(value: unknown): string {
  if (typeof value !== 'string')
    throw new Error(`prompts and responses must be strings, found ${kindOf(value)}`);
  try {
    const list: unknown = JSON.parse(value);
    // An answer that is a list of anything else is an answer.
    if (Array.isArray(list) && list.every(isTurn)) return list.map((turn) => turn ?? '').join('\n\n');
  } catch {
    // A plain string.
  }
  return value;
}

const isTurn = (turn: unknown): turn is string | null => turn === null || typeof turn === 'string';

/** UltraFeedback: completions of several models with an overall score each. */
export const ultraFeedback: PreferenceFormat = {
  id: 'ultrafeedback',
  description: 'instruction, completions: list of response and overall_score (UltraFeedback)',
  matches: (row) => 'instruction' in row && 'completions' in row,
  convert(row): Preference | null {
    const completions = row['completions'];
    if (!Array.isArray(completions))
      throw new Error(`completions must be a list, found ${kindOf(completions)}`);
    if (completions.length < 2) return null;
    const rows = completions as Row[];
    return scored({
      prompt: stringField(row, 'instruction'),
      candidates: rows.map((completion) => ({ kind: 'text', text: stringField(completion, 'response') })),
      scores: rows.map((completion) => numberField(completion, 'overall_score')),
    });
  },
};

/** Any number of answers with scores, or in order. */
export const ranked: PreferenceFormat = {
  id: 'ranking',
  description: 'prompt, responses: list of answers, with scores (higher is better) or from best to worst',
  matches: (row) => 'prompt' in row && 'responses' in row,
  convert(row): Preference | null {
    const responses = row['responses'];
    if (!Array.isArray(responses)) throw new Error(`responses must be a list, found ${kindOf(responses)}`);
    if (responses.length < 2) return null;
    const items: Row = Object.fromEntries(
      responses.map((response, i) => [`responses[${i}]`, response as unknown]),
    );
    const scores = row['scores'];
    if (scores !== undefined && (!Array.isArray(scores) || scores.length !== responses.length)) {
      throw new Error(`scores must be a list of ${responses.length} numbers, found ${kindOf(scores)}`);
    }
    return scored({
      prompt: promptField(row, 'prompt'),
      candidates: Object.keys(items).map((name) => candidateField(items, name)),
      scores: scores
        ? (scores as unknown[]).map((score, i) => numberField({ [`scores[${i}]`]: score }, `scores[${i}]`))
        : responses.map((_, i) => -i),
    });
  },
};
