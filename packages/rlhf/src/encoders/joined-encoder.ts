import type { TextEncoder as Encoder } from '@minorant/core';

/** The vectors of several encoders end to end, each multiplied by its scale. */
export class JoinedEncoder implements Encoder {
  readonly specificationVersion = 'v1';
  readonly fingerprint: string;
  readonly size: number;
  readonly #encoders: readonly { readonly encoder: Encoder; readonly scale: number }[];

  constructor(encoders: readonly { readonly encoder: Encoder; readonly scale: number }[]) {
    this.#encoders = encoders;
    this.size = encoders.reduce((sum, { encoder }) => sum + encoder.size, 0);
    this.fingerprint = `joined/1(${encoders
      .map(({ encoder, scale }) => `${encoder.fingerprint} * ${scale}`)
      .join('; ')})`;
  }

  async encode(
    texts: readonly string[],
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Float32Array> {
    const result = new Float32Array(texts.length * this.size);
    let column = 0;
    for (const { encoder, scale } of this.#encoders) {
      const { size } = encoder;
      const part = await encoder.encode(texts, options);
      for (let row = 0; row < texts.length; row++) {
        const target = row * this.size + column;
        for (let i = 0; i < size; i++) result[target + i] = scale * part[row * size + i]!;
      }
      column += size;
    }
    return result;
  }

  async dispose(): Promise<void> {
    for (const { encoder } of this.#encoders) await encoder.dispose();
  }
}
