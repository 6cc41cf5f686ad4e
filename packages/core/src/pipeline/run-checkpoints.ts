import type { CheckpointEntry, CheckpointStoreV1 } from '../contracts/checkpoint-store/v1.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';

/** Saves checkpoints when they are due, and forgets all but the newest and the best. */
export class RunCheckpoints {
  readonly #store: CheckpointStoreV1;
  readonly #keep: number;
  #newest: CheckpointEntry | undefined;

  constructor(store: CheckpointStoreV1, keep: number) {
    this.#store = store;
    this.#keep = keep;
  }

  /** The newest checkpoint that this process has saved or read. */
  get newest(): CheckpointEntry | undefined {
    return this.#newest;
  }

  async save(step: number, score: number | undefined, snapshot: Snapshot): Promise<void> {
    this.#newest = await this.#store.save({ step, ...(score !== undefined && { score }) }, snapshot);
    if (!this.#store.delete) return;
    const entries = await this.#store.list();
    const best = entries.reduce<CheckpointEntry | undefined>(
      (found, entry) => ((entry.score ?? -Infinity) > (found?.score ?? -Infinity) ? entry : found),
      undefined,
    );
    for (const entry of entries.slice(0, -this.#keep)) {
      if (entry.id !== best?.id) await this.#store.delete(entry.id);
    }
  }

  /** The checkpoint of this id, or the newest; undefined when there is none at all. */
  async load(id?: string): Promise<Snapshot | undefined> {
    const wanted = id ?? (await this.#store.list()).at(-1)?.id;
    if (wanted === undefined) return undefined;
    const snapshot = await this.#store.load(wanted);
    this.#newest = (await this.#store.list()).find((entry) => entry.id === wanted);
    return snapshot;
  }

  /** Forgets what came after the checkpoint that was loaded: the run goes another way from there. */
  async forgetLater(): Promise<void> {
    const entries = await this.#store.list();
    const from = entries.findIndex(({ id }) => id === this.#newest?.id);
    if (from < 0) return;
    for (const { id } of entries.slice(from + 1).toReversed()) await this.#store.delete?.(id);
  }
}
