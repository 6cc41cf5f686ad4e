import { defineComponent, extensionPoints, type TextEncoder as Encoder } from '@minorant/core';
import { z } from 'zod';

import { CachedEncoder } from '../encoders/cached-encoder.js';
import { JoinedEncoder } from '../encoders/joined-encoder.js';
import { LengthEncoder } from '../encoders/length-encoder.js';
import { NgramEncoder, ngramOptions } from '../encoders/ngram-encoder.js';
import { TransformersEncoder, transformersOptions } from '../encoders/transformers-encoder.js';
import { UseLiteEncoder } from '../encoders/use-lite-encoder.js';

/** Options of the text encoder `use-lite`. */
export const useLiteOptions = z.strictObject({
  cache: z
    .string()
    .min(1)
    .optional()
    .describe('Folder that keeps embeddings by text and encoder; none are kept without it'),
});

/** Options of the text encoder `transformers`, with its cache. */
export const cachedTransformersOptions = transformersOptions.extend(useLiteOptions.shape);

const scale = z.number().positive().default(1).describe('Its numbers are multiplied by this');

/** Options of the text encoder `joined`. */
export const joinedOptions = z.strictObject({
  encoders: z
    .array(
      z.discriminatedUnion('id', [
        z.strictObject({ id: z.literal('ngrams'), scale, ...ngramOptions.shape }),
        z.strictObject({ id: z.literal('length'), scale }),
        z.strictObject({ id: z.literal('use-lite'), scale, ...useLiteOptions.shape }),
        z.strictObject({ id: z.literal('transformers'), scale, ...cachedTransformersOptions.shape }),
      ]),
    )
    .min(1)
    .default([
      { id: 'ngrams', scale: 1, size: 1 << 14, order: 1, length: false },
      { id: 'use-lite', scale: 1 },
    ])
    .describe('The encoders, each with its own options and its scale'),
});

async function useLite({ cache }: z.output<typeof useLiteOptions>): Promise<Encoder> {
  const encoder = await UseLiteEncoder.load();
  return cache === undefined ? encoder : CachedEncoder.open(encoder, cache);
}

async function transformers({
  cache,
  ...options
}: z.output<typeof cachedTransformersOptions>): Promise<Encoder> {
  const encoder = await TransformersEncoder.load(options);
  return cache === undefined ? encoder : CachedEncoder.open(encoder, cache);
}

/** Registers {@link TransformersEncoder} as `transformers`. */
export const transformersComponent = defineComponent(extensionPoints.textEncoder, {
  id: 'transformers',
  description: 'Sentence embeddings of a local model of transformers.js: needs @huggingface/transformers.',
  optionsSchema: cachedTransformersOptions,
  paths: ['path', 'cache'],
  create: transformers,
});

/** Registers {@link NgramEncoder} as `ngrams`. */
export const ngramEncoderComponent = defineComponent(extensionPoints.textEncoder, {
  id: 'ngrams',
  description: 'Hashed counts of words and word n-grams; needs no model and no download.',
  optionsSchema: ngramOptions,
  create: (options) => new NgramEncoder(options),
});

/** Registers {@link LengthEncoder} as `length`. */
export const lengthEncoderComponent = defineComponent(extensionPoints.textEncoder, {
  id: 'length',
  description: 'How long a text is, in words and characters: a baseline, or a part of `joined`.',
  optionsSchema: z.strictObject({}),
  create: () => new LengthEncoder(),
});

/** Registers {@link UseLiteEncoder} as `use-lite`. */
export const useLiteComponent = defineComponent(extensionPoints.textEncoder, {
  id: 'use-lite',
  description:
    'Universal Sentence Encoder, lite: needs the packages @energetic-ai/embeddings and -/model-embeddings-en.',
  optionsSchema: useLiteOptions,
  paths: ['cache'],
  create: useLite,
});

/** Registers {@link JoinedEncoder} as `joined`. */
export const joinedComponent = defineComponent(extensionPoints.textEncoder, {
  id: 'joined',
  description: 'The vectors of several encoders end to end: n-grams and sentence embeddings together.',
  optionsSchema: joinedOptions,
  async create({ encoders }) {
    const made: { encoder: Encoder; scale: number }[] = [];
    for (const { id, scale: factor, ...options } of encoders) {
      const encoder =
        id === 'ngrams'
          ? new NgramEncoder(options as z.input<typeof ngramOptions>)
          : id === 'length'
            ? new LengthEncoder()
            : id === 'use-lite'
              ? await useLite(options as z.output<typeof useLiteOptions>)
              : await transformers(options as z.output<typeof cachedTransformersOptions>);
      made.push({ encoder, scale: factor });
    }
    return new JoinedEncoder(made);
  },
});
