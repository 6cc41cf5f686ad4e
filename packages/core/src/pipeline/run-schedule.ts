import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';

/** How far a run has come. */
export interface RunCounts {
  readonly steps: number;
  readonly iterations: number;
  readonly seconds: number;
}

const units = ['steps', 'iterations', 'seconds'] as const;

/** When a run is over, and when it is evaluated and saved. Evaluations depend on counts alone, so that a resumed run agrees. */
export class RunSchedule {
  readonly #configuration: ResolvedConfiguration;

  constructor(configuration: ResolvedConfiguration) {
    this.#configuration = configuration;
  }

  /** Share of the budget that is spent: 1 or more when the run is over. */
  spent(counts: RunCounts): number {
    const { budget } = this.#configuration;
    const shares = units.map((unit) => {
      const limit = budget[unit];
      return limit === undefined ? 0 : counts[unit] / limit;
    });
    return Math.max(...shares);
  }

  /** What is done and what was wanted, in the budget's units, as text. */
  told(counts: RunCounts): { readonly done: string; readonly wanted: string } {
    const { budget } = this.#configuration;
    const limited = units.filter((unit) => budget[unit] !== undefined);
    const list = (of: typeof budget) => limited.map((unit) => `${of[unit]} ${unit}`).join(', ');
    return { done: list(counts), wanted: list(budget) };
  }

  /** Whether the iteration that began at `stepsBefore` is followed by an evaluation. */
  evaluationIsDue(stepsBefore: number, { steps, iterations }: RunCounts): boolean {
    const { evaluation } = this.#configuration;
    if (!evaluation) return false;
    if (evaluation.iterations !== undefined && iterations % evaluation.iterations === 0) return true;
    return passes(evaluation.every, stepsBefore, steps);
  }

  /** Whether the iteration that began at `stepsBefore` is saved; `sinceLast` are milliseconds since something was. */
  checkpointIsDue(stepsBefore: number, { steps }: RunCounts, sinceLast: number): boolean {
    const { checkpoints } = this.#configuration;
    if (!checkpoints) return false;
    return passes(checkpoints.every, stepsBefore, steps) || sinceLast > checkpoints.seconds * 1000;
  }
}

/** Whether a multiple of `every` lies after `before` and not after `now`. */
function passes(every: number, before: number, now: number): boolean {
  return Math.floor(now / every) > Math.floor(before / every);
}
