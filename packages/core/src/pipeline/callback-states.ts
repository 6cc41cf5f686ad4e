import type { CallbackV1 } from '../contracts/callback/v1.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';

/** What the callbacks remember, by their names; undefined where none of them remembers anything. */
export async function callbacksSnapshot(
  callbacks: ReadonlyMap<string, CallbackV1>,
): Promise<Snapshot | undefined> {
  const parts: Record<string, Snapshot> = {};
  for (const [name, callback] of callbacks) {
    const snapshot = await callback.snapshot?.();
    if (snapshot) parts[name] = snapshot;
  }
  return Object.keys(parts).length > 0 ? { parts } : undefined;
}

/** Gives the callbacks back what they remembered. One that a checkpoint knows nothing of begins anew. */
export async function restoreCallbacks(
  callbacks: ReadonlyMap<string, CallbackV1>,
  { parts = {} }: Snapshot,
): Promise<void> {
  for (const [name, callback] of callbacks) {
    const snapshot = parts[name];
    if (snapshot) await callback.restore?.(snapshot);
  }
}
