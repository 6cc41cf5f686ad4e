import { defineComponent, extensionPoints } from '@minorant/core';

import { NgramEncoder, ngramOptions } from '../encoders/ngram-encoder.js';

/** Registers {@link NgramEncoder} as `ngrams`. */
export const ngramEncoderComponent = defineComponent(extensionPoints.textEncoder, {
  id: 'ngrams',
  description: 'Hashed counts of words and word n-grams; needs no model and no download.',
  optionsSchema: ngramOptions,
  create: (options) => new NgramEncoder(options),
});
