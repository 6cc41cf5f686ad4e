import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, type PipelineRuntime, type Run } from '@minorant/core';

import type { CommandContext } from '../program.js';
import { writeTextModel } from '../preferences/write-text-model.js';
import { progressBar } from '../terminal/progress-bar.js';
import { shownPath } from '../terminal/shown-path.js';
import { computeRewardMap } from '../reward-map/compute-reward-map.js';
import { writeRewardMap } from '../reward-map/reward-map.js';
import { howToGoOn } from './how-to-go-on.js';
import { printSummary } from './print-summary.js';
import { readRunFolder } from './read-run-folder.js';
import { runFiles } from './run-files.js';
import { startBackendFor } from './start-backend-for.js';
import { catchStopSignals } from './stop-signals.js';
import { summariseRun } from './summarise-run.js';
import { writeReport } from './write-report.js';

/**
 * Trains a run to the end of its budget, measures what it has learnt, writes its report and prints its table: what
 * `train` and `resume` have in common. The run is disposed of.
 */
export async function trainRun(
  { terminal, exit }: CommandContext,
  make: (runtime: PipelineRuntime) => Promise<Run>,
): Promise<void> {
  const bar = progressBar(terminal.streams);
  const signals = catchStopSignals(
    (text) => bar.note(text),
    () => bar.stop(),
  );
  try {
    let backend = '';
    const run = await make({
      onConfiguration: async (configuration) => {
        const started = await startBackendFor(configuration);
        backend = `${started.backend}: ${started.reason}`;
      },
      onProgress: (progress) => bar.update(progress),
      onWarning: (message) => bar.note(`Warning: ${message}`),
    });
    try {
      const { algorithm, environment, seed } = run.configuration;
      terminal.note(`${algorithm.id} on ${environment?.id ?? 'no environment'}, seed ${seed} (${backend})`);
      // That of an earlier training would say that this one is done.
      if (run.output !== undefined) await rm(join(run.output, runFiles.summary), { force: true });
      bar.start();
      const result = await run.train({ signal: signals.signal, interrupt: signals.interrupt });
      bar.stop();
      const report = run.output === undefined ? null : join(run.output, runFiles.report);
      const scores = result.stopped === 'aborted' ? undefined : await writeTextModel(run);
      const summary = await summariseRun(run, result, report, signals.signal);
      if (run.output !== undefined) {
        // Whole or not at all: it says that the run is done.
        const file = join(run.output, runFiles.summary);
        const paths = { run: '.', report: runFiles.report };
        await replaceFile(file, `${JSON.stringify({ ...summary, paths }, undefined, 2)}\n`);
        const map = await computeRewardMap(run);
        if (map) await writeRewardMap(run.output, map);
        await writeReport(run.output, await readRunFolder(run.output));
      }
      printSummary(terminal, summary);
      if (scores && run.output !== undefined) terminal.print(`Model: ${shownPath(run.output)}`);
      const isAborted = summary.stopped === 'aborted';
      if (isAborted && run.output !== undefined) terminal.note(howToGoOn(run, result, run.output));
      // Whoever sent a signal (a script, too) is told that it was seen, also when it came too late to change anything.
      const code = signals.exitCode() ?? (isAborted ? 1 : undefined);
      if (code !== undefined) exit(code);
    } finally {
      bar.stop();
      await run.dispose();
    }
  } finally {
    signals.release();
  }
}
