import { afterEach, expect, it, vi } from 'vitest';

import { catchStopSignals } from './stop-signals.js';

afterEach(() => vi.restoreAllMocks());

it('leaves what holds the terminal before a third signal ends the process', () => {
  const calls: string[] = [];
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    calls.push(`exit ${code}`);
    return undefined as never;
  });
  const signals = catchStopSignals(
    () => undefined,
    () => calls.push('leave'),
  );
  // Straight to the listener: other listeners of this process are not meant.
  const send = process.listeners('SIGINT').at(-1)!;
  send('SIGINT');
  expect([signals.signal.aborted, signals.interrupt.aborted]).toEqual([true, false]);
  send('SIGINT');
  expect(signals.interrupt.aborted).toBe(true);
  expect(calls).toEqual([]);
  send('SIGINT');
  expect(calls).toEqual(['leave', 'exit 130']);
  signals.release();
});
