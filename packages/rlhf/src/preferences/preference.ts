import { z } from 'zod';

/** One message of a conversation. */
export const chatMessage = z.object({
  role: z.string().min(1),
  content: z.string(),
});

/** One message of a conversation. */
export type ChatMessage = z.output<typeof chatMessage>;

const text = z.object({ kind: z.literal('text'), text: z.string() });
const chat = z.object({ kind: z.literal('chat'), messages: z.array(chatMessage).min(1) });
const segment = z
  .object({
    kind: z.literal('segment'),
    length: z.int().positive(),
    observationSize: z.int().positive(),
    actionSize: z.int().positive(),
    /** `[length * observationSize]` */
    observations: z.instanceof(Float64Array),
    /** `[length * actionSize]` */
    actions: z.instanceof(Float64Array),
  })
  .refine(
    ({ length, observationSize, observations }) => observations.length === length * observationSize,
    'observations must hold length * observationSize numbers',
  )
  .refine(
    ({ length, actionSize, actions }) => actions.length === length * actionSize,
    'actions must hold length * actionSize numbers',
  );

/** What is compared: a text, the messages of an answer, or a piece of a trajectory. */
export const candidate = z.discriminatedUnion('kind', [text, chat, segment]);

/** What is compared: a text, the messages of an answer, or a piece of a trajectory. */
export type Candidate = z.output<typeof candidate>;

/** A candidate that is text. */
export type TextCandidate = Extract<Candidate, { kind: 'text' | 'chat' }>;

/** A piece of a trajectory: rewards are of its steps, its score is their sum. */
export type SegmentCandidate = Extract<Candidate, { kind: 'segment' }>;

/** One comparison of two or more candidates. */
export const preference = z
  .object({
    /** What the candidates answer; null where there is none (segments). */
    prompt: z.union([z.string(), z.array(chatMessage), z.null()]),
    candidates: z.array(candidate).min(2),
    /**
     * Probability that each candidate is the best one, summing to one: `[1, 0]` for a choice, `[0.5, 0.5]` for a tie,
     * shares of votes where several people judged. Of a ranking: all ones divided among the first.
     */
    target: z.array(z.number().min(0).max(1)).min(2),
    /** Ranks of all candidates, 0 the best, equal numbers for ties; where more than the best one is known. */
    ranking: z.array(z.int().nonnegative()).optional(),
    /** How many people preferred each candidate; ties count one half for each. */
    votes: z.array(z.number().nonnegative()).optional(),
    /** How much better the best one was judged to be, in units of score. */
    margin: z.number().nonnegative().optional(),
    /** Of the record in a loss. */
    weight: z.number().nonnegative(),
    /** Records of one group (a prompt) never lie in two parts of a split. */
    group: z.string(),
    /** The part of a benchmark that the record belongs to. */
    subset: z.string().optional(),
  })
  .refine(
    ({ candidates, target }) => candidates.length === target.length,
    'target must have one number a candidate',
  )
  .refine(
    ({ target }) => Math.abs(target.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-6,
    'target must sum to one',
  )
  .refine(
    ({ candidates, ranking }) => ranking === undefined || ranking.length === candidates.length,
    'ranking must have one rank a candidate',
  )
  .refine(
    ({ candidates, votes }) => votes === undefined || votes.length === candidates.length,
    'votes must have one count a candidate',
  );

/** One comparison of two or more candidates. */
export type Preference = z.output<typeof preference>;
