import { randomUUID } from 'node:crypto';

import type { MetricRecord, MetricSink } from '@minorant/core';

/** Options of {@link HttpSink}. */
export interface HttpSinkOptions {
  /** Where the tracker listens: `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Names the run there. */
  readonly run: string;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
  /** Records in a request. */
  readonly batchSize: number;
  /** Requests after the first one that fails. */
  readonly retries: number;
  /** Milliseconds before the first retry; doubled for each further one. */
  readonly backoff: number;
  /** Milliseconds for a request. */
  readonly timeout: number;
  /** Records that are kept while the tracker is away; then the oldest go. */
  readonly keep: number;
}

/** A record as it is sent: numbers that JSON does not have are null. */
interface SentRecord extends Omit<MetricRecord, 'values'> {
  /** Counts up by one within a session, so that the tracker can drop what it gets twice. */
  readonly sequence: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/**
 * Metrics to a tracker over HTTP, in batches: `POST <url>/runs/<run>/records`. A request that fails is tried again; what
 * could not be sent is kept and sent with the next batch. `write` then rejects, which the pipeline reports once: the
 * run goes on.
 */
export class HttpSink implements MetricSink {
  readonly specificationVersion = 'v1';
  readonly #options: HttpSinkOptions;
  #waiting: SentRecord[] = [];
  /** A run that is resumed counts from zero again, and the tracker has those numbers already. */
  readonly #session = randomUUID();
  #sequence = 0;
  /** Records since it was last tried to send some. */
  #untried = 0;

  constructor(options: HttpSinkOptions) {
    this.#options = options;
  }

  async write({ step, iteration, seconds, values }: MetricRecord): Promise<void> {
    const sent = Object.entries(values).map(([name, value]) => [name, Number.isFinite(value) ? value : null]);
    const record = { sequence: this.#sequence++, step, iteration, seconds };
    this.#waiting.push({ ...record, values: Object.fromEntries(sent) as SentRecord['values'] });
    this.#waiting = this.#waiting.slice(-this.#options.keep);
    this.#untried += 1;
    if (this.#untried >= this.#options.batchSize) await this.#flush();
  }

  /** Forgets later records here and there: a resumed run writes them anew. */
  async rewind(iteration: number): Promise<void> {
    this.#waiting = this.#waiting.filter((record) => record.iteration <= iteration);
    await this.#send('rewind', { iteration });
  }

  async close(): Promise<void> {
    await this.#flush();
  }

  async #flush(): Promise<void> {
    this.#untried = 0;
    while (this.#waiting.length > 0) {
      const records = this.#waiting.slice(0, this.#options.batchSize);
      await this.#send('records', { session: this.#session, records });
      this.#waiting = this.#waiting.slice(records.length);
    }
  }

  /** @throws Error when the tracker cannot be reached, or refuses, after all retries. */
  async #send(what: 'records' | 'rewind', body: object): Promise<void> {
    const { url, run, token, retries, backoff, timeout } = this.#options;
    const target = `${url.replace(/\/$/, '')}/runs/${encodeURIComponent(run)}/${what}`;
    let problem = '';
    for (let attempt = 0; attempt <= retries; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, backoff * 2 ** (attempt - 1)));
      try {
        const response = await fetch(target, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(timeout),
        });
        await response.arrayBuffer();
        if (response.ok) return;
        problem = `it answered ${response.status}`;
        // What is wrong with the request itself does not get better by repeating it.
        if (response.status < 500 && response.status !== 429) break;
      } catch (error) {
        const { message, cause } = error as Error;
        problem = cause instanceof Error ? `${message}: ${cause.message}` : message;
      }
    }
    throw new Error(`metrics could not be sent to ${target}: ${problem}`);
  }
}
