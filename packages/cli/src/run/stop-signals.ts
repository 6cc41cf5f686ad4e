/** The signals that end a run and the exit codes that shells give them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** True whatever is under way: training, its saving, or the measuring of what was learnt. */
const announcements = {
  first: 'ending once what is under way is saved (once more: at once) ...',
  second: 'Cutting short what is under way; once more ends the process as it stands ...',
} as const;

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
 *
 * @param leave - called before that, to give the terminal back (a progress bar hides its cursor).
 */
export function catchStopSignals(note: (text: string) => void, leave?: () => void): StopSignals {
  const stop = new AbortController();
  const interrupt = new AbortController();
  let code: number | undefined;
  const onSignal = (name: keyof typeof exitCodes): void => {
    code = exitCodes[name];
    if (interrupt.signal.aborted) {
      leave?.();
      process.exit(code);
    } else if (stop.signal.aborted) {
      note(announcements.second);
      interrupt.abort();
    } else {
      note(`${name}: ${announcements.first}`);
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
