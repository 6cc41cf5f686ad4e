/** Turns texts into vectors of numbers. Equal texts give equal vectors, whatever else is in the batch. */
export interface TextEncoderV1 {
  readonly specificationVersion: 'v1';
  /** Names the encoder and its settings: equal fingerprints give equal vectors (the key of caches on disk). */
  readonly fingerprint: string;
  /** Numbers in each vector. */
  readonly size: number;
  /** `[texts * size]`, row-major. */
  encode(texts: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<Float32Array>;
  dispose(): void | Promise<void>;
}
