/** Means of named numbers since it was made. */
export class RunningMeans {
  readonly #sums = new Map<string, { sum: number; count: number }>();

  add(name: string, value: number): void {
    const entry = this.#sums.get(name);
    if (entry) {
      entry.sum += value;
      entry.count += 1;
    } else {
      this.#sums.set(name, { sum: value, count: 1 });
    }
  }

  means(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#sums].map(([name, { sum, count }]) => [name, sum / count]));
  }
}
