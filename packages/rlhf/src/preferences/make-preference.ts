import type { Candidate, ChatMessage, Preference } from './preference.js';

/** What most comparisons are: a prompt, the better and the worse answer. */
export interface ChoiceFields {
  readonly prompt: string | ChatMessage[] | null;
  readonly chosen: Candidate;
  readonly rejected: Candidate;
  readonly margin?: number;
  readonly weight?: number;
  readonly subset?: string;
}

/** The record of a choice between two candidates. */
export function choice({ prompt, chosen, rejected, margin, weight = 1, subset }: ChoiceFields): Preference {
  return {
    prompt,
    candidates: [chosen, rejected],
    target: [1, 0],
    ...(margin !== undefined && { margin }),
    weight,
    group: groupOf(prompt),
    ...(subset !== undefined && { subset }),
  };
}

/** The record of two or more candidates with votes; ties count one half for each of the two. */
export function voted(fields: {
  readonly prompt: string | ChatMessage[] | null;
  readonly candidates: readonly Candidate[];
  readonly votes: readonly number[];
  readonly subset?: string;
}): Preference {
  const { prompt, candidates, votes, subset } = fields;
  const total = votes.reduce((sum, count) => sum + count, 0);
  return {
    prompt,
    candidates: [...candidates],
    target: votes.map((count) => (total > 0 ? count / total : 1 / votes.length)),
    votes: [...votes],
    weight: 1,
    group: groupOf(prompt),
    ...(subset !== undefined && { subset }),
  };
}

/**
 * The record of candidates with scores, higher is better: a ranking, the best of which share the target.
 */
export function scored(fields: {
  readonly prompt: string | ChatMessage[] | null;
  readonly candidates: readonly Candidate[];
  readonly scores: readonly number[];
  readonly subset?: string;
}): Preference {
  const { prompt, candidates, scores, subset } = fields;
  const levels = [...new Set(scores)].sort((a, b) => b - a);
  const ranking = scores.map((score) => levels.indexOf(score));
  const best = ranking.filter((rank) => rank === 0).length;
  return {
    prompt,
    candidates: [...candidates],
    target: ranking.map((rank) => (rank === 0 ? 1 / best : 0)),
    ranking,
    weight: 1,
    group: groupOf(prompt),
    ...(subset !== undefined && { subset }),
  };
}

/** The group of a record: its prompt, white space folded. */
export function groupOf(prompt: string | readonly ChatMessage[] | null): string {
  if (prompt === null) return '';
  const text =
    typeof prompt === 'string' ? prompt : prompt.map(({ role, content }) => `${role}: ${content}`).join('\n');
  return text.replace(/\s+/g, ' ').trim();
}
