import type { RunProgress } from '@minorant/core';
import { Presets, SingleBar } from 'cli-progress';

import { formatDuration } from './format-duration.js';
import { formatNumber } from './format-number.js';
import type { TerminalStreams } from './terminal.js';

/** Shows how far a run is. */
export interface ProgressDisplay {
  start(): void;
  update(progress: RunProgress): void;
  /** A line above the bar. */
  note(text: string): void;
  stop(): void;
}

/** A progress bar on standard error; where that is no terminal, nothing but the notes. */
export function progressBar(streams: TerminalStreams): ProgressDisplay {
  const { stderr } = streams;
  if (!stderr.isTTY) {
    return {
      start: () => undefined,
      update: () => undefined,
      note: (text) => stderr.write(`${text}\n`),
      stop: () => undefined,
    };
  }
  const bar = new SingleBar(
    {
      stream: stderr,
      format: '{bar} {percentage} % | step {steps} | {time}{details}',
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  return {
    start: () => bar.start(1000, 0, { steps: 0, time: formatDuration(0), details: '' }),
    update: (progress) =>
      bar.update(Math.round(1000 * progress.fraction), {
        steps: progress.steps.toLocaleString('en'),
        time: remaining(progress),
        details: details(progress),
      }),
    note: (text) => {
      stderr.write(`\r\u001b[K${text}\n`);
    },
    stop: () => bar.stop(),
  };
}

function remaining({ seconds, fraction }: RunProgress): string {
  if (fraction <= 0 || fraction >= 1) return formatDuration(seconds);
  return `${formatDuration(seconds)}, about ${formatDuration((seconds * (1 - fraction)) / fraction)} to go`;
}

function details({ evaluation, record }: RunProgress): string {
  const parts: string[] = [];
  if (evaluation) parts.push(`return ${formatNumber(evaluation.meanReward)}`);
  const gap = record?.values['reward/gap'];
  if (gap !== undefined) parts.push(`gap ${formatNumber(gap)}`);
  return parts.map((part) => ` | ${part}`).join('');
}
