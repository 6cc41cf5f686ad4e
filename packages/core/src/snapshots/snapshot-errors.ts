import { defineError, defineErrors } from '../errors/define-errors.js';

/** Where a snapshot could not be read, and which earlier one could. */
export interface UnreadableSnapshot {
  readonly path: string;
  readonly problem: string;
  /** The id of the newest earlier checkpoint that is whole. */
  readonly previous?: string | undefined;
}

const hint = ({ previous }: UnreadableSnapshot): string =>
  previous === undefined
    ? 'Use another checkpoint, or start the run again; nothing was changed.'
    : `The checkpoint before it, ${previous}, is whole: use that one.`;

/** Errors of saved snapshots and checkpoints. */
export const snapshotErrors = defineErrors({
  MNR_CHECKPOINT_MISSING: defineError<UnreadableSnapshot>({
    summary: 'There is no snapshot at a path.',
    kind: 'input',
    message: ({ path, problem }) => `There is no snapshot at ${path}: ${problem}.`,
    hint,
  }),
  MNR_CHECKPOINT_FOREIGN: defineError<UnreadableSnapshot>({
    summary: "A folder's manifest is not one of Minorant's snapshots.",
    kind: 'input',
    message: ({ path, problem }) => `${path} is not a snapshot of Minorant: ${problem}.`,
    hint,
  }),
  MNR_CHECKPOINT_FUTURE: defineError<UnreadableSnapshot>({
    summary: 'A snapshot was written in a format that is newer than this version knows.',
    kind: 'input',
    message: ({ path, problem }) => `${path} was written by a newer version of Minorant: ${problem}.`,
    hint: (details) => `Update Minorant to read it. ${hint(details)}`,
  }),
  MNR_CHECKPOINT_CORRUPT: defineError<UnreadableSnapshot>({
    summary: 'A file of a snapshot is truncated or altered: its size or checksum differs from the manifest.',
    kind: 'input',
    message: ({ path, problem }) => `The snapshot ${path} is damaged: ${problem}.`,
    hint,
  }),
  MNR_CHECKPOINT_MALFORMED: defineError<UnreadableSnapshot>({
    summary: 'A file of a snapshot is not of its format.',
    kind: 'input',
    message: ({ path, problem }) => `The snapshot ${path} cannot be read: ${problem}.`,
    hint,
  }),
  MNR_CHECKPOINT_WRITE: defineError<{ path: string; problem: string }>({
    summary: 'A snapshot could not be written (disk full, no permission).',
    kind: 'runtime',
    message: ({ path, problem }) => `The snapshot ${path} could not be written: ${problem}.`,
    hint: 'Free space or choose another folder; earlier checkpoints are untouched.',
  }),
  MNR_SNAPSHOT_VALUE: defineError<{ where: string; problem: string }>({
    summary: 'A component gave a snapshot that cannot be stored exactly.',
    kind: 'runtime',
    message: ({ where, problem }) => `The snapshot cannot be stored: ${where} ${problem}.`,
    hint: "This is a mistake in the component's snapshot(): give JSON values and typed arrays that fit their shapes.",
  }),
});
