import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { EnvironmentV1, SpaceValue } from '@minorant/core';

import { demonstrationErrors } from '../demonstrations/errors.js';
import { openDemonstrations } from '../demonstrations/open-demonstrations.js';
import { captureReplay } from './capture/capture-replay.js';
import { replayPage } from './replay-page.js';
import type { ReplayScene } from './replay-scene.js';

/**
 * Writes a self-contained page that plays scenes; it opens without a network.
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
  try {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(`${out}.partial`, page);
    renameSync(`${out}.partial`, out);
  } catch (error) {
    throw demonstrationErrors.MNR_DEMONSTRATIONS_WRITE({ path: out, reason: String(error) }, error);
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
