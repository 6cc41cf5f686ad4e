/** The signals that end a run and the exit codes that shells give them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** What a signal ends depends on what is under way; who waits is told that, and what the next signal would do. */
const announcements = {
  training: {
    first: 'finishing the iteration under way, then saving (once more: at once) ...',
    second: 'Cutting the iteration short ...',
  },
  measuring: {
    first: 'the training is saved; what it has learnt is not measured further ...',
    second: 'Ending; once more ends the process at once ...',
  },
} as const;

/** What {@link catchStopSignals} gives. */
export interface StopSignals {
  /** Aborted by the first signal: the iteration under way is finished, then the run is saved. */
  readonly signal: AbortSignal;
  /** Aborted by the second: the iteration is cut short too. */
  readonly interrupt: AbortSignal;
  /** From now on signals announce that they end the measuring of a run whose training is over. */
  measuring(): void;
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
  let underWay: keyof typeof announcements = 'training';
  let code: number | undefined;
  const onSignal = (name: keyof typeof exitCodes): void => {
    code = exitCodes[name];
    if (interrupt.signal.aborted) process.exit(code);
    const { first, second } = announcements[underWay];
    if (stop.signal.aborted) {
      note(second);
      interrupt.abort();
    } else {
      note(`${name}: ${first}`);
      stop.abort();
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: stop.signal,
    interrupt: interrupt.signal,
    measuring: () => {
      underWay = 'measuring';
    },
    exitCode: () => code,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
