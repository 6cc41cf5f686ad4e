import { z } from 'zod';

import type { Snapshot } from '../contracts/snapshot/v1.js';
import { errors } from '../errors.js';
import { digest } from '../snapshots/digest.js';

const evaluationSchema = z.object({
  episodes: z.number(),
  meanReward: z.number(),
  stdReward: z.number(),
  meanLength: z.number(),
  returns: z.array(z.number()),
  lengths: z.array(z.number()),
});

const countersSchema = z.object({
  iteration: z.int().nonnegative(),
  steps: z.int().nonnegative(),
  best: z
    // Checkpoints of earlier versions say nothing of the iteration.
    .object({
      steps: z.number(),
      iteration: z.number().nullable().default(null),
      evaluation: evaluationSchema,
    })
    .nullable(),
  finished: z.boolean(),
  // Why a callback has ended the run. Only there where one has, so that other checkpoints keep their digest.
  stopped: z.object({ message: z.string() }).optional(),
});

// What is not part of a run's digest.
const clockSchema = z.object({
  seconds: z.number().nonnegative(),
  metrics: z.record(z.string(), z.number()),
  lastEvaluation: z.object({ iteration: z.number(), evaluation: evaluationSchema }).optional(),
});

/** The counters of a run: what a checkpoint holds beside the algorithm and the random streams. */
export type TrainingState = z.output<typeof countersSchema> & z.output<typeof clockSchema>;

/** The state of a run that has not begun. */
export function initialState(): TrainingState {
  return { iteration: 0, steps: 0, seconds: 0, best: null, metrics: {}, finished: false };
}

/** The counters as parts of a snapshot; what the digest leaves out is apart, in `clock`: times and what was reported. */
export function stateSnapshot(state: TrainingState): Snapshot {
  const { seconds, metrics, lastEvaluation, stopped, ...counters } = state;
  const clock = { seconds, metrics, ...(lastEvaluation && { lastEvaluation }) };
  return { values: { ...counters, ...(stopped && { stopped }) }, parts: { clock: { values: clock } } };
}

/** Reads the counters of a checkpoint. @throws MinorantError `MNR_CHECKPOINT_MALFORMED`. */
export function parseState(snapshot: Snapshot, path: string): TrainingState {
  const counters = countersSchema.safeParse(snapshot.values);
  const clock = clockSchema.safeParse(snapshot.parts?.['clock']?.values);
  if (counters.success && clock.success) return { ...counters.data, ...clock.data };
  throw errors.MNR_CHECKPOINT_MALFORMED({ path, problem: z.prettifyError((counters.error ?? clock.error)!) });
}

/**
 * SHA-256 over everything in a run's checkpoint that its configuration determines: every parameter, moment, counter and
 * random stream, but not the time that it took nor what was reported of it.
 */
export function runDigest({ parts = {}, ...rest }: Snapshot): string {
  const { clock: _clock, ...determined } = parts;
  return digest({ ...rest, parts: determined });
}
