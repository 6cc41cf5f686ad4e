import type { Preference, PreferenceCandidate, PreferenceQuery } from '@minorant/core';

import { questionId } from '../labelling/label-row.js';
import type { ChatMessage } from './preference.js';

/** What most comparisons are: a prompt, the better and the worse answer. */
export interface ChoiceFields {
  /** What the candidates answer. */
  readonly prompt?: string | readonly ChatMessage[] | undefined;
  /** The candidate that won. */
  readonly chosen: PreferenceCandidate;
  /** The candidate that lost. */
  readonly rejected: PreferenceCandidate;
  /** By how much it was better, on the scale of the data. */
  readonly margin?: number;
  /** Weight in the likelihood. */
  readonly weight?: number;
  /** A name to report by. */
  readonly category?: string;
}

/** The record of a choice between two candidates. */
export function choice({ prompt, chosen, rejected, margin, weight = 1, category }: ChoiceFields): Preference {
  return {
    ...(prompt !== undefined && { prompt }),
    candidates: [chosen, rejected],
    probabilities: [1, 0],
    ...(margin !== undefined && { margin }),
    weight,
    group: groupOf({ prompt, candidates: [chosen, rejected] }),
    ...(category !== undefined && { category }),
  };
}

/** The record of two or more candidates with votes; ties count one half for each of the two. */
export function voted(fields: {
  readonly prompt?: string | readonly ChatMessage[] | undefined;
  readonly candidates: readonly PreferenceCandidate[];
  readonly votes: readonly number[];
  readonly category?: string;
}): Preference {
  const { prompt, candidates, votes, category } = fields;
  const total = votes.reduce((sum, count) => sum + count, 0);
  return {
    ...(prompt !== undefined && { prompt }),
    candidates: [...candidates],
    probabilities: votes.map((count) => (total > 0 ? count / total : 1 / votes.length)),
    votes: [...votes],
    weight: 1,
    group: groupOf({ prompt, candidates }),
    ...(category !== undefined && { category }),
  };
}

/**
 * The record of candidates with scores, higher is better: a ranking, the best of which share the target.
 */
export function scored(fields: {
  readonly prompt?: string | readonly ChatMessage[] | undefined;
  readonly candidates: readonly PreferenceCandidate[];
  readonly scores: readonly number[];
  readonly category?: string;
}): Preference {
  const { prompt, candidates, scores, category } = fields;
  const levels = [...new Set(scores)].sort((a, b) => b - a);
  const ranking = scores.map((score) => levels.indexOf(score));
  const best = ranking.filter((rank) => rank === 0).length;
  return {
    ...(prompt !== undefined && { prompt }),
    candidates: [...candidates],
    probabilities: ranking.map((rank) => (rank === 0 ? 1 / best : 0)),
    ranking,
    weight: 1,
    group: groupOf({ prompt, candidates }),
    ...(category !== undefined && { category }),
  };
}

/** The group of a record: its prompt, white space folded; without one, a digest of its candidates. */
export function groupOf({ prompt = '', candidates }: PreferenceQuery): string {
  const text =
    typeof prompt === 'string' ? prompt : prompt.map(({ role, content }) => `${role}: ${content}`).join('\n');
  return text.replace(/\s+/g, ' ').trim() || questionId({ candidates });
}
