import type { Environment, ResetResult, Space, StepResult } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { box, dict, discrete } from '../spaces/create-spaces.js';
import { checkEnvironment } from './check-environment.js';

/** A correct little task: the observation counts the steps and repeats a draw of the seed. */
class Counter implements Environment {
  readonly specificationVersion = 'v1';
  readonly id: string = 'Counter-v0';
  observationSpace: Space = box({ low: 0, high: 100, shape: [2] });
  actionSpace: Space = box({ low: -1, high: 1, shape: [1], dtype: 'float32' });
  protected state = Float64Array.of(0, 0);

  reset({ seed = 7 }: { seed?: number } = {}): ResetResult {
    this.state = Float64Array.of(0, seed % 3);
    return { observation: this.state.slice(), info: {} };
  }

  step(_action: unknown): StepResult {
    this.state[0]!++;
    const terminated = this.state[0] === 30;
    return { observation: this.state.slice(), reward: 1, terminated, truncated: false, info: {} };
  }

  snapshot() {
    return { values: { state: [...this.state] } };
  }

  restore(snapshot: ReturnType<Counter['snapshot']>) {
    this.state = Float64Array.from(snapshot.values.state);
  }

  dispose() {}
}

describe('checkEnvironment', () => {
  it('finds nothing wrong with a correct task', () => {
    expect(checkEnvironment(new Counter())).toEqual({ errors: [], warnings: [] });
  });

  const broken: [string, RegExp, Environment][] = [
    [
      'an observation outside its space',
      /observation of step is 11 at element 0; expected 0 to 10/,
      Object.assign(new Counter(), { observationSpace: box({ low: 0, high: 10, shape: [2] }) }),
    ],
    [
      'an observation of another size',
      /observation of reset has 2 elements; Box\(float64, \[3\], 0..1\) has 3/,
      Object.assign(new Counter(), { observationSpace: box({ low: 0, high: 1, shape: [3] }) }),
    ],
    [
      'a missing key',
      /is no|does not belong|lacks/,
      Object.assign(new Counter(), { observationSpace: dict({ a: discrete(2) }) }),
    ],
    [
      'an observation that is overwritten',
      /overwrites an observation/,
      new (class extends Counter {
        override step(action: unknown) {
          return { ...super.step(action), observation: this.state };
        }
      })(),
    ],
    [
      'a reward that is no number',
      /reward is NaN/,
      new (class extends Counter {
        override step(action: unknown) {
          return { ...super.step(action), reward: NaN };
        }
      })(),
    ],
    [
      'randomness without a seed',
      /same seed differ/,
      new (class extends Counter {
        #calls = 0;
        override reset() {
          return { observation: Float64Array.of(this.#calls++, 0), info: {} };
        }
      })(),
    ],
    [
      'an incomplete snapshot',
      /After restore/,
      new (class extends Counter {
        override restore() {}
      })(),
    ],
    ['unbounded actions', /unbounded/, Object.assign(new Counter(), { actionSpace: box({ shape: [1] }) })],
    [
      'something that throws',
      /It threw: no physics/,
      new (class extends Counter {
        override step(): StepResult {
          throw new Error('no physics');
        }
      })(),
    ],
  ];
  it.each(broken)('finds %s', (_name, message, environment) => {
    expect(checkEnvironment(environment).errors.join('\n')).toMatch(message);
  });

  it('advises on action spaces', () => {
    const wide = Object.assign(new Counter(), {
      actionSpace: box({ low: 0, high: 3, shape: [1], dtype: 'float32' }),
    });
    expect(checkEnvironment(wide).warnings.join()).toMatch(/RescaleAction/);
  });
});
