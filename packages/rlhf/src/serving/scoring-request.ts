import { z } from 'zod';

const text = z.string();
const message = z.looseObject({ role: z.string(), content: z.string() });
const texts = z.array(text).min(1);
const answers = z.array(z.union([text, z.array(message).min(1)])).min(1);

/** OpenRLHF's remote reward model: `query` holds prompt and answer in one, `prompts` the prompts alone. */
const openRlhf = z
  .looseObject({ query: texts, prompts: texts.optional() })
  .refine(({ query, prompts }) => prompts?.length === query.length || prompts === undefined, {
    path: ['prompts'],
    message: 'must be as many as query',
  });

/** A reward function of TRL's: `completions`, strings or lists of messages, beside `prompts`. */
const trl = z
  .looseObject({ completions: answers, prompts: answers.optional() })
  .refine(({ completions, prompts }) => prompts?.length === completions.length || prompts === undefined, {
    path: ['prompts'],
    message: 'must be as many as completions',
  });

/** The texts to be scored of a request's body, or what is wrong with it. */
export function readScoringRequest(body: unknown): { texts: string[] } | { problem: string } {
  const isTrl = typeof body === 'object' && body !== null && 'completions' in body;
  const parsed = isTrl ? trl.safeParse(body) : openRlhf.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue!.path.length > 0 ? issue!.path.join('.') : 'the body';
    return { problem: `${where}: ${issue!.message}` };
  }
  if ('completions' in parsed.data)
    return { texts: (parsed.data as z.infer<typeof trl>).completions.map(plain) };
  const { query, prompts } = parsed.data;
  // The model was trained on answers: a prompt that an answer begins with is taken off.
  return {
    texts: query.map((whole, i) => {
      const prompt = prompts?.[i];
      return prompt !== undefined && whole.startsWith(prompt) ? whole.slice(prompt.length) : whole;
    }),
  };
}

function plain(answer: string | readonly { readonly content: string }[]): string {
  return typeof answer === 'string' ? answer : answer.map(({ content }) => content).join('\n');
}
