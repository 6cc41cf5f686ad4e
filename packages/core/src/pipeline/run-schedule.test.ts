import { describe, expect, test } from 'vitest';

import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { RunSchedule } from './run-schedule.js';

const at = (counts: { steps?: number; iterations?: number; seconds?: number }) => {
  return { steps: 0, iterations: 1, seconds: 0, ...counts };
};

function schedule(changes: Partial<ResolvedConfiguration>): RunSchedule {
  return new RunSchedule({
    ...{ seed: 0, plugins: [], algorithm: { id: 'a' }, metrics: [], callbacks: [], execution: 'compiled' },
    ...{ budget: { steps: 1000 }, evaluation: false, checkpoints: false, ...changes },
  });
}

describe('the budget', () => {
  test('is spent as far as its most advanced unit, and tells that unit by unit', () => {
    const due = schedule({ budget: { steps: 1000, seconds: 10 } });
    const counts = at({ steps: 250, seconds: 5, iterations: 7 });
    expect(due.spent(counts)).toBe(0.5);
    expect(due.spent(at({ steps: 1000 }))).toBe(1);
    expect(due.told(counts)).toEqual({ done: '250 steps, 5 seconds', wanted: '1000 steps, 10 seconds' });
  });
});

describe('an evaluation', () => {
  const evaluation = { every: 100, episodes: 1, deterministic: true, seed: 0 };

  test('follows each iteration that passes a multiple of its interval, once', () => {
    const due = schedule({ evaluation });
    expect(due.evaluationIsDue(0, at({ steps: 99 }))).toBe(false);
    expect(due.evaluationIsDue(99, at({ steps: 100 }))).toBe(true);
    expect(due.evaluationIsDue(100, at({ steps: 199 }))).toBe(false);
    expect(due.evaluationIsDue(190, at({ steps: 450 }))).toBe(true);
  });

  test('may follow iterations too, where no steps are taken, and never comes when there is to be none', () => {
    const due = schedule({ evaluation: { ...evaluation, iterations: 3 } });
    expect([1, 2, 3, 4].map((iterations) => due.evaluationIsDue(0, at({ iterations })))).toEqual([
      ...[false, false, true, false],
    ]);
    expect(schedule({}).evaluationIsDue(0, at({ steps: 1e6 }))).toBe(false);
  });
});

test('a checkpoint is due by steps or by the time since the last, and never where none are kept', () => {
  const due = schedule({ checkpoints: { every: 100, seconds: 60, keep: 1, store: { id: 'files' } } });
  expect(due.checkpointIsDue(0, at({ steps: 50 }), 60_000)).toBe(false);
  expect(due.checkpointIsDue(0, at({ steps: 50 }), 60_001)).toBe(true);
  expect(due.checkpointIsDue(50, at({ steps: 100 }), 0)).toBe(true);
  expect(schedule({}).checkpointIsDue(50, at({ steps: 100 }), 1e9)).toBe(false);
});
