import type { BoxSpace, EnvironmentInfo, MinorantError, Snapshot, Space } from '@minorant/core';

import type { Autoreset } from './environment-group.js';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly autoreset: Autoreset;
  /** Its sub-environments: `count` from `first` on. */
  readonly first: number;
  readonly count: number;
  /** Modules imported first: those that register environments. */
  readonly modules: readonly string[];
  /** Whether the infos of every step are sent, or only those of ended episodes. */
  readonly everyInfo: boolean;
  /** {@link ControlCell}s of this worker. */
  readonly control: SharedArrayBuffer;
}

/** What the integers of a worker's control block mean. */
export const ControlCell = {
  /** Rises with each command; the worker sleeps on it. */
  requests: 0,
  /** Whether the command is a step (1) or waits as a message at the port (0). */
  isStep: 1,
  /** Rises with each answer; the main thread waits for it. */
  answers: 2,
  /** Whether the answer is a message at the port too (1). */
  hasMessage: 3,
} as const;

/** The arrays of all sub-environments, shared by all threads. */
export interface SharedArrays {
  readonly actions: SharedArrayBuffer;
  readonly observations: SharedArrayBuffer;
  readonly rewards: SharedArrayBuffer;
  readonly terminated: SharedArrayBuffer;
  readonly truncated: SharedArrayBuffer;
}

/** A command that is not a step. */
export type WorkerCommand =
  | { readonly kind: 'start' }
  | { readonly kind: 'share'; readonly arrays: SharedArrays }
  | {
      readonly kind: 'reset';
      readonly seeds: readonly (number | undefined)[];
      readonly mask?: readonly boolean[] | undefined;
    }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'restore'; readonly snapshots: readonly Snapshot[] }
  | { readonly kind: 'dispose' };

/** An answer that needs more than the shared arrays. */
export interface WorkerAnswer {
  readonly spaces?: { readonly observationSpace: BoxSpace; readonly actionSpace: Space };
  readonly infos?: readonly EnvironmentInfo[];
  readonly snapshots?: readonly Snapshot[];
  /** What failed; one of ours with all that it says. */
  readonly problem?: string | Pick<MinorantError, 'code' | 'kind' | 'message' | 'hint'>;
}
