import type { MetricRecord, MetricSinkV1 } from '../contracts/metric-sink/v1.js';

/** A sink and the name that warnings call it by. */
export interface NamedSink {
  readonly name: string;
  readonly sink: MetricSinkV1;
}

/**
 * Gives every record to every sink. A sink that fails never ends a run: it is warned of once, and given the next records
 * all the same (a full disk may be emptied).
 */
export class MetricFanOut implements MetricSinkV1 {
  readonly specificationVersion = 'v1';
  readonly #sinks: readonly NamedSink[];
  readonly #warn: (message: string) => void;
  readonly #failed = new Set<MetricSinkV1>();

  constructor(sinks: readonly NamedSink[], warn: (message: string) => void) {
    this.#sinks = sinks;
    this.#warn = warn;
  }

  write(record: MetricRecord): Promise<void> {
    return this.#each((sink) => sink.write(record));
  }

  rewind(iteration: number): Promise<void> {
    return this.#each((sink) => sink.rewind?.(iteration));
  }

  close(): Promise<void> {
    return this.#each((sink) => sink.close());
  }

  async #each(call: (sink: MetricSinkV1) => void | Promise<void>): Promise<void> {
    for (const { name, sink } of this.#sinks) {
      try {
        await call(sink);
      } catch (error) {
        if (this.#failed.has(sink)) continue;
        this.#failed.add(sink);
        const reason = error instanceof Error ? error.message : String(error);
        this.#warn(`The metric sink ${name} failed (${reason}); the run goes on, its metrics may have gaps.`);
      }
    }
  }
}
