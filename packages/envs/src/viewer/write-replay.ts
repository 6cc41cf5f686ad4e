import { writeFileSync } from 'node:fs';

import type { EnvironmentV1, SpaceValue } from '@minorant/core';

import { openDemonstrations } from '../demonstrations/open-demonstrations.js';
import { PartialFile } from '../demonstrations/partial-file.js';
import { writeError } from '../demonstrations/write-error.js';
import { captureReplay } from './capture/capture-replay.js';
import { replayPage } from './replay-page.js';
import type { ReplayScene } from './replay-scene.js';

/**
 * Writes a self-contained page that plays scenes; it opens without a network. Nothing stays behind where that fails.
 *
 * @throws MNR_REPLAY_EMPTY, MNR_DEMONSTRATIONS_WRITE
 */
export function writeReplay(options: {
  readonly scenes: readonly ReplayScene[];
  readonly title: string;
  readonly out: string;
}): void {
  const { out } = options;
  const page = replayPage(options);
  const file = new PartialFile(out);
  try {
    writeFileSync(file.path, page);
    file.keep({ overwrite: true });
  } catch (error) {
    file.discard();
    throw writeError(out, error);
  }
}

/**
 * Captures episodes of a demonstration file for {@link writeReplay}.
 *
 * @param episodes - which ones, by index; the first two without it.
 * @throws MNR_DEMONSTRATIONS_EPISODE, and what `openDemonstrations` and `captureReplay` throw.
 */
export async function captureDemonstrations(
  path: string,
  environment: EnvironmentV1<SpaceValue>,
  episodes?: readonly number[],
): Promise<readonly ReplayScene[]> {
  const reader = await openDemonstrations(path);
  try {
    const indices = episodes ?? [0, 1].slice(0, reader.header.lengths.length);
    return indices.map((index) => captureReplay(environment, reader.read(index), `Episode ${index}`));
  } finally {
    reader.close();
  }
}
