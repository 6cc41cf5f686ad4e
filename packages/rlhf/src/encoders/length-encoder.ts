import type { TextEncoder as Encoder } from '@minorant/core';

import { words } from './ngram-encoder.js';

/**
 * How long a text is: `log(1 + words)` and `log(1 + characters)`. Joined to encoders whose vectors do not tell it, with a
 * scale of its own: what length explains is then not left to the words that long texts happen to have.
 */
export class LengthEncoder implements Encoder {
  readonly specificationVersion = 'v1';
  readonly fingerprint = 'length/2';
  readonly size = 2;

  encode(texts: readonly string[]): Promise<Float32Array> {
    return Promise.resolve(
      Float32Array.from(texts.flatMap((text) => [Math.log1p(words(text).length), Math.log1p(text.length)])),
    );
  }

  dispose(): void {
    // Nothing to free.
  }
}
