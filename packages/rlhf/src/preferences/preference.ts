import type { Episode, Preference, PreferenceCandidate } from '@minorant/core';
import { z } from 'zod';

/** One message of a conversation. */
export const chatMessage = z.object({
  role: z.string().min(1),
  content: z.string(),
});

/** One message of a conversation. */
export type ChatMessage = z.output<typeof chatMessage>;

/** A candidate that is text. */
export type TextCandidate = Extract<PreferenceCandidate, { kind: 'text' | 'messages' }>;

const episode = z.custom<Episode>(
  (value) => {
    const { length, observationSize, actionSize, observations, actions } = (value ?? {}) as Partial<Episode>;
    return (
      observations instanceof Float64Array &&
      actions instanceof Float64Array &&
      observations.length === (length! + 1) * observationSize! &&
      actions.length === length! * actionSize!
    );
  },
  { error: 'a segment must hold length + 1 observations and length actions' },
);

const candidate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('messages'), messages: z.array(chatMessage).min(1) }),
  z.object({ kind: z.literal('segment'), segment: episode }),
]);

/** Checks one comparison of two or more candidates (core's preference contract). */
export const preference: z.ZodType<Preference> = z
  .object({
    prompt: z.union([z.string(), z.array(chatMessage)]).exactOptional(),
    candidates: z.array(candidate).min(2),
    probabilities: z.array(z.number().min(0).max(1)).min(2),
    ranking: z.array(z.int().nonnegative()).exactOptional(),
    votes: z.array(z.number().nonnegative()).exactOptional(),
    margin: z.number().nonnegative().exactOptional(),
    weight: z.number().nonnegative(),
    group: z.string(),
    category: z.string().exactOptional(),
  })
  .refine(
    ({ candidates, probabilities }) => candidates.length === probabilities.length,
    'probabilities must have one number a candidate',
  )
  .refine(
    ({ probabilities }) =>
      Math.abs(probabilities.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-6,
    'probabilities must sum to one',
  )
  .refine(
    ({ candidates, ranking }) => ranking === undefined || ranking.length === candidates.length,
    'ranking must have one rank a candidate',
  )
  .refine(
    ({ candidates, votes }) => votes === undefined || votes.length === candidates.length,
    'votes must have one count a candidate',
  );
