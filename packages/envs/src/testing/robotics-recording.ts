import { readFileSync } from 'node:fs';

import type { SpaceValue } from '@minorant/core';

import { Pcg64 } from '../random/pcg64.js';

/** What `benchmarks/reference/record_robotics.py` writes; strings are base64 of float64 arrays. */
export interface RoboticsRecording {
  readonly recordedWith: Readonly<Record<string, string>>;
  readonly id: string;
  readonly maxEpisodeSteps: number;
  readonly resets: readonly { readonly seed: number; readonly firstAndSecond: string }[];
  readonly trajectory: {
    readonly seed: number;
    readonly every: number;
    readonly observations: string;
    readonly rewards: string;
    readonly successes: number;
  };
  readonly singles: readonly {
    readonly qpos: string;
    readonly qvel: string;
    readonly action: string;
    readonly observation: string;
    readonly reward: number;
  }[];
}

/** Reads a recording by its file's name without ending. */
export function readRoboticsRecording(name: string): RoboticsRecording {
  const file = new URL(`../../fixtures/reference/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as RoboticsRecording;
}

/** The recorded actions: `default_rng(7).uniform(-1, 1)` rounded to float32. */
export function recordedActions(count: number, size: number): Float64Array[] {
  const random = new Pcg64(7);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => Math.fround(random.uniform(-1, 1))),
  );
}

/** An observation as one array; those of a dict in the order of its keys. */
export function flatObservation(value: SpaceValue): Float64Array {
  if (value instanceof Float64Array) return value;
  const record = value as Readonly<Record<string, Float64Array>>;
  const keys = Object.keys(record).sort();
  return Float64Array.from(keys.flatMap((key) => [...record[key]!]));
}

/** The largest difference between two arrays of equal length; infinite if the lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs(a[index]! - b[index]!);
    largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
  }
  return largest;
}
