/** The signals that end a run and the exit codes that shells give them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** What {@link catchStopSignals} gives. */
export interface StopSignals {
  /** Aborted by the first signal: the iteration under way is finished, then the run is saved. */
  readonly signal: AbortSignal;
  /** Aborted by the second: the iteration is cut short too. */
  readonly interrupt: AbortSignal;
  /** The exit code of the signal that came, if one came. */
  exitCode(): number | undefined;
  /** Puts the process's usual reaction back. */
  release(): void;
}

/**
 * Turns SIGINT and SIGTERM into abort signals: the first one lets the iteration under way end, the second one cuts it
 * short, the third one ends the process at once.
 */
export function catchStopSignals(note: (text: string) => void): StopSignals {
  const stop = new AbortController();
  const interrupt = new AbortController();
  let code: number | undefined;
  const onSignal = (name: keyof typeof exitCodes): void => {
    code = exitCodes[name];
    if (interrupt.signal.aborted) process.exit(code);
    if (stop.signal.aborted) {
      note('Cutting the iteration short ...');
      interrupt.abort();
    } else {
      note(`${name}: finishing the iteration under way, then saving (once more: at once) ...`);
      stop.abort();
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: stop.signal,
    interrupt: interrupt.signal,
    exitCode: () => code,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
