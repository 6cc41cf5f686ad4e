import type { Callback, CallbackContext, MetricRecord, Stateful } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';
import { comparable } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** What the suite needs of a callback: one that lets a run with unremarkable metrics go on. */
export interface CallbackSubject {
  /** Makes a fresh instance. */
  create(): Callback | Promise<Callback>;
  /** Metrics that it watches, with unremarkable values. @defaultValue none */
  readonly metrics?: Readonly<Record<string, number>>;
  /** The algorithm it is shown. @defaultValue an object without any */
  readonly algorithm?: CallbackContext['algorithm'];
}

/** Shows a callback its start and three iterations of a run; gives the reasons it was stopped for, and what ends it. */
async function runOf(subject: CallbackSubject, callback: Callback) {
  const stops: string[] = [];
  const context = (iteration: number): CallbackContext => ({
    algorithm: subject.algorithm ?? ({ specificationVersion: 'v1' } as CallbackContext['algorithm']),
    step: 100 * iteration,
    iteration,
    stop: (reason) => stops.push(reason),
  });
  await callback.onStart?.(context(0));
  for (let iteration = 1; iteration <= 3; iteration++) {
    const record: MetricRecord = {
      step: 100 * iteration,
      iteration,
      seconds: iteration,
      values: { ...subject.metrics },
    };
    await callback.onIteration?.(context(iteration), record);
  }
  return { stops, end: () => callback.onEnd?.(context(3)) };
}

/** What every callback must do. */
export const callbackSuite: ConformanceSuite<CallbackSubject> = {
  contract: 'callback v1',
  checks: [
    {
      name: 'says which contract it implements, and has at least one hook',
      run: async (subject) => {
        const callback = await subject.create();
        expect(callback.specificationVersion).toBe('v1');
        const hooks = ['onStart', 'onIteration', 'onEnd'] as const;
        expect(
          hooks.some((hook) => typeof callback[hook] === 'function'),
          'a hook',
        ).toBe(true);
      },
    },
    {
      name: 'goes through a run of three iterations without stopping it',
      run: async (subject) => {
        const callback = await subject.create();
        const { stops, end } = await runOf(subject, callback);
        await end();
        expect(stops).toEqual([]);
      },
    },
    {
      name: 'restores what it saves, if it remembers something',
      run: async (subject) => {
        const one: Callback & Partial<Stateful> = await subject.create();
        expect(typeof one.restore, 'restore, which goes with snapshot').toBe(typeof one.snapshot);
        if (!one.snapshot) return;
        const { end } = await runOf(subject, one);
        const snapshot = await one.snapshot();
        const saved = comparable(snapshot);
        await end();
        const two: Callback & Partial<Stateful> = await subject.create();
        await two.restore?.(await throughCheckpoint(snapshot));
        expect(comparable((await two.snapshot?.()) ?? {})).toEqual(saved);
      },
    },
  ],
};
