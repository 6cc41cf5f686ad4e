/** A map by text that forgets its oldest entries when all of them together cost more than a limit. */
export class BoundedMap<Value> extends Map<string, Value> {
  readonly #limit: number;
  readonly #costOf: (key: string) => number;
  #cost = 0;

  constructor(limit: number, costOf: (key: string) => number) {
    super();
    this.#limit = limit;
    this.#costOf = costOf;
  }

  override set(key: string, value: Value): this {
    if (!this.has(key)) this.#cost += this.#costOf(key);
    super.set(key, value);
    for (const oldest of this.keys()) {
      if (this.#cost <= this.#limit) break;
      this.delete(oldest);
    }
    return this;
  }

  override delete(key: string): boolean {
    const found = super.delete(key);
    if (found) this.#cost -= this.#costOf(key);
    return found;
  }

  override clear(): void {
    super.clear();
    this.#cost = 0;
  }
}
