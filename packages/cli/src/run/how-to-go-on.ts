import type { Run, RunResult } from '@minorant/core';

import { shownPath } from '../terminal/shown-path.js';

/** What a person is told whose signal ended a run, or the measuring of one that was trained to its end. */
export function howToGoOn(
  { configuration }: Pick<Run, 'configuration'>,
  { stopped }: Pick<RunResult, 'stopped'>,
  folder: string,
): string {
  const path = shownPath(folder);
  if (stopped === 'aborted') return `Saved. Go on with: minorant resume ${path}`;
  const command = configuration.checkpoints === false ? 'evaluate' : 'resume';
  return `Trained and saved. Measure it with: minorant ${command} ${path}`;
}
