import type { BudgetOptions } from '../pipeline/options.js';

/** A component with all its options. */
export type ResolvedComponent = { readonly id: string } & Readonly<Record<string, unknown>>;

/** A plugin of a resolved configuration: the name or absolute path it is resolved by. */
export interface ResolvedPlugin {
  readonly name: string;
  readonly config?: unknown;
}

/** A configuration with every default filled in: two runs of it give the same numbers. */
export interface ResolvedConfiguration {
  readonly seed: number;
  readonly plugins: readonly ResolvedPlugin[];
  readonly environment?: ResolvedComponent;
  readonly demonstrations?: ResolvedComponent;
  readonly algorithm: ResolvedComponent;
  readonly reward?: ResolvedComponent;
  readonly policy?: ResolvedComponent;
  readonly trustRegion?: ResolvedComponent;
  readonly preferences?: ResolvedComponent;
  readonly gatherer?: ResolvedComponent;
  readonly queryStrategy?: ResolvedComponent;
  readonly textEncoder?: ResolvedComponent;
  readonly budget: BudgetOptions;
  readonly evaluation:
    | false
    | {
        readonly every: number;
        readonly iterations?: number;
        readonly episodes: number;
        readonly deterministic: boolean;
        readonly seed: number;
      };
  readonly metrics: readonly ResolvedComponent[];
  readonly callbacks: readonly ResolvedComponent[];
  readonly checkpoints:
    | false
    | {
        readonly every: number;
        readonly seconds: number;
        readonly keep: number;
        readonly store: ResolvedComponent;
      };
  /** Absolute. */
  readonly output?: string;
  readonly execution: 'compiled' | 'eager';
}
