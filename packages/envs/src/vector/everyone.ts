/**
 * What all of them give, once all have ended: a failure is thrown only then, so that nobody is still at work on a command
 * when the next one comes.
 */
export async function everyone<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
