import { Turns } from '@minorant/core';

const turns = new Turns();

/**
 * Runs tasks one after another, in the order of the calls: compiled functions share variables, so that one must see
 * what the one before has written.
 */
export function enqueue<T>(task: () => Promise<T>): Promise<T> {
  return turns.take(task);
}
