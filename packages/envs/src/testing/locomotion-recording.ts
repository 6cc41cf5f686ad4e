import { readFileSync } from 'node:fs';

/** One task as benchmarks/reference/record_locomotion.py records it; arrays are base64 of float64. */
export interface LocomotionRecording {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly maxEpisodeSteps: number;
  readonly resets: readonly { readonly seed: number; readonly first: string; readonly second: string }[];
  readonly trajectory?: {
    readonly seed: number;
    readonly every: number;
    readonly rewards: string;
    /** A digit a step: 0 goes on, 1 terminated, 2 truncated. */
    readonly ends: string;
    readonly observations: string;
  };
  readonly singles: {
    readonly seed: number;
    readonly steps: readonly {
      readonly qpos: string;
      readonly qvel: string;
      /** Whether the action was left in double precision. */
      readonly float64: boolean;
      readonly observation: string;
      readonly reward: number;
      readonly terminated: boolean;
      readonly info: string;
    }[];
  };
  readonly infoKeys: string;
}

/** The recorded tasks of one version. */
export function locomotionRecordings(version: 'v4' | 'v5'): readonly LocomotionRecording[] {
  const url = new URL(`../../fixtures/reference/locomotion-${version}.json`, import.meta.url);
  return (JSON.parse(readFileSync(url, 'utf8')) as { records: LocomotionRecording[] }).records;
}
