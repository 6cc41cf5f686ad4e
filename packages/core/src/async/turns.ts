/** Lets calls have something one after another, in the order in which they came; one that fails is in nobody's way. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs a call after all those before it have ended, and gives what it gives. */
  take<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(call);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
