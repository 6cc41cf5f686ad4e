import { RandomStream, type ComponentChoice, type Episode } from '@minorant/core';
import { captureReplay, openDemonstrations, type ReplayScene } from '@minorant/envs';
import { segmentOf } from '@minorant/rlhf';

import { errors } from '../../errors.js';
import { demonstrationEnvironment } from '../../run/demonstration-environment.js';
import { withEnvironment } from '../../run/with-environment.js';
import type { LabelQuestion } from './label-question.js';
import { shownClip } from './shown-clip.js';

/** Which clips {@link clipQuestions} draws. */
export interface ClipOptions {
  /** Questions. */
  readonly pairs: number;
  /** Steps of a clip; episodes that are shorter are shown whole. */
  readonly length: number;
  readonly seed: number;
  /** The environment; the one that the first file names without it. */
  readonly environment?: ComponentChoice;
}

/** Steps of an episode that is shown. */
interface Clip {
  readonly episode: number;
  readonly start: number;
  readonly length: number;
}

/**
 * Pairs of clips out of recorded episodes, drawn at random, each step of each episode as likely to be in one as any other.
 *
 * @throws what `openDemonstrations` and `captureReplay` throw, and `MNR_CLI_USAGE` where there are too few clips.
 */
export async function clipQuestions(
  paths: readonly string[],
  { pairs, length, seed, environment: given }: ClipOptions,
): Promise<Pick<LabelQuestion, 'query' | 'scenes'>[]> {
  const episodes: Episode[] = [];
  for (const path of paths) {
    const reader = await openDemonstrations(path);
    try {
      reader.header.lengths.forEach((_, index) => episodes.push(reader.read(index)));
    } finally {
      reader.close();
    }
  }
  const choice = given ?? (await demonstrationEnvironment(paths[0]!, 'label'));
  const drawn = drawPairs(episodes, { pairs, length, seed });
  return withEnvironment(choice, (environment) => {
    const whole = new Map<number, ReplayScene>();
    const scene = (clip: Clip): ReplayScene => {
      if (!whole.has(clip.episode)) {
        whole.set(clip.episode, captureReplay(environment, episodes[clip.episode]!, ''));
      }
      return shownClip(whole.get(clip.episode)!, clip);
    };
    const questions = drawn.map(([a, b]) => ({
      query: {
        candidates: [a, b].map((clip) => segmentOf(episodes[clip.episode]!, clip.start, clip.length)),
      },
      scenes: [scene(a), scene(b)] as const,
    }));
    return Promise.resolve(questions);
  });
}

function drawPairs(
  episodes: readonly Episode[],
  { pairs, length, seed }: { readonly pairs: number; readonly length: number; readonly seed: number },
): (readonly [Clip, Clip])[] {
  const clips = episodes.flatMap((episode, index) => {
    const shown = Math.min(length, episode.length);
    return Array.from({ length: episode.length - shown + 1 }, (_, start) => ({
      episode: index,
      start,
      length: shown,
    }));
  });
  if (clips.length < 2) {
    throw errors.MNR_CLI_USAGE({
      message: `The episodes hold ${clips.length} clip of ${length} steps; two were expected at least.`,
      command: 'minorant label',
    });
  }
  const random = new RandomStream(seed);
  return Array.from({ length: pairs }, () => {
    const first = random.integer(clips.length);
    const second = (first + 1 + random.integer(clips.length - 1)) % clips.length;
    return [clips[first]!, clips[second]!] as const;
  });
}
