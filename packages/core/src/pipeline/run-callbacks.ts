import type { CallbackContext, CallbackV1 } from '../contracts/callback/v1.js';
import type { MetricRecord } from '../contracts/metric-sink/v1.js';

/** Calls the callbacks of one training in their order, and remembers whether one of them ended it. */
export class RunCallbacks {
  readonly #callbacks: readonly CallbackV1[];
  readonly #state: () => Omit<CallbackContext, 'stop'>;
  /** Those that know of the start and not yet of the end. */
  readonly #begun: CallbackV1[] = [];
  #stopped: { readonly message: string } | undefined;

  constructor(callbacks: readonly CallbackV1[], state: () => Omit<CallbackContext, 'stop'>) {
    this.#callbacks = callbacks;
    this.#state = state;
  }

  /** The reason that a callback gave for ending the run, if one has. */
  get stopped(): { readonly message: string } | undefined {
    return this.#stopped;
  }

  async start(): Promise<void> {
    for (const callback of this.#callbacks) {
      this.#begun.push(callback);
      await callback.onStart?.(this.#context());
    }
  }

  async iteration(record: MetricRecord): Promise<void> {
    for (const callback of this.#callbacks) await callback.onIteration?.(this.#context(), record);
  }

  async end(): Promise<void> {
    for (let next = this.#begun.shift(); next; next = this.#begun.shift()) {
      await next.onEnd?.(this.#context());
    }
  }

  /** For a run that fails: what ended it is the error to be told, and not what a callback makes of that. */
  async fail(): Promise<void> {
    while (this.#begun.length > 0) await this.end().catch(() => undefined);
  }

  #context(): CallbackContext {
    return { ...this.#state(), stop: (message) => (this.#stopped ??= { message }) };
  }
}
