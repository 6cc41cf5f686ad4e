import type { Snapshot } from '@minorant/core';

/** Something with a state and a lifetime. */
export interface Part {
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  dispose(): void;
}

/** The snapshots of named parts. */
export function snapshotParts(parts: Readonly<Record<string, Part>>): Snapshot {
  return { parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.snapshot()])) };
}

/** Puts the snapshots of {@link snapshotParts} back. */
export function restoreParts(parts: Readonly<Record<string, Part>>, snapshot: Snapshot): void {
  for (const [name, part] of Object.entries(parts)) part.restore(snapshot.parts![name]!);
}

/** Disposes of all parts. */
export function disposeParts(parts: Readonly<Record<string, Part>>): void {
  for (const part of Object.values(parts)) part.dispose();
}
