import { z } from 'zod';

/** Marks a folder as one of our snapshots. */
export const SNAPSHOT_FORMAT = 'minorant/snapshot';
/** Raised when older versions of Minorant could not read what is written. */
export const SNAPSHOT_VERSION = 1;

export const DOCUMENT_FILE = 'values.json';
export const TENSOR_FILE = 'tensors.safetensors';
export const MANIFEST_FILE = 'manifest.json';

const fileSchema = z.strictObject({
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What `manifest.json` begins with, whatever its version. */
export const manifestHeadSchema = z.looseObject({
  format: z.literal(SNAPSHOT_FORMAT),
  version: z.int().positive(),
});

/** `manifest.json` of the present version: the size and checksum of each file, and notes about the snapshot. */
export const manifestSchema = z.strictObject({
  format: z.literal(SNAPSHOT_FORMAT),
  version: z.literal(SNAPSHOT_VERSION),
  files: z.strictObject({ [DOCUMENT_FILE]: fileSchema, [TENSOR_FILE]: fileSchema }),
  notes: z.record(z.string(), z.json()).default({}),
});

/** A checked manifest. */
export type SnapshotManifest = z.output<typeof manifestSchema>;
