import { defineComponent, extensionPoints, type CreateContext } from '@minorant/core';
import { z } from 'zod';

import { checkDemonstrationSpaces } from './check-spaces.js';
import { D4rlReader } from './d4rl/d4rl-reader.js';
import { demonstrationWarnings } from './demonstration-warnings.js';
import { EpisodeSource, type EpisodeSelection } from './episode-source.js';
import type { EpisodeReader } from './episode-reader.js';
import { MinariReader } from './minari/minari-reader.js';

const index = z.int().nonnegative();
const options = {
  episodes: z
    .union([z.int().positive(), z.array(index).min(1)])
    .optional()
    .describe('A number takes the first so many episodes, a list takes those by index; all without it.'),
};

async function create(
  open: () => Promise<EpisodeReader>,
  selection: EpisodeSelection | undefined,
  context: CreateContext,
): Promise<EpisodeSource> {
  const source = await EpisodeSource.create(open, selection);
  const { environment } = context;
  if (environment) checkDemonstrationSpaces(source.header, environment);
  for (const text of demonstrationWarnings(source.header, environment?.id)) context.warn?.(text);
  return source;
}

/** Data source `minari`: an HDF5 file in Minari's layout, or a local Minari dataset folder. */
export const minariDataSource = defineComponent(extensionPoints.dataSource, {
  id: 'minari',
  description: "Episodes of an HDF5 file in Minari's layout, or of a local Minari dataset folder.",
  optionsSchema: z.strictObject({
    path: z.string().min(1).describe('The .hdf5 file, or the dataset folder that holds data/main_data.hdf5.'),
    ...options,
  }),
  create: ({ path, episodes }, context) => create(() => MinariReader.open(path), episodes, context),
});

/** Data source `d4rl`: an HDF5 file in D4RL's flat layout. */
export const d4rlDataSource = defineComponent(extensionPoints.dataSource, {
  id: 'd4rl',
  description: "Episodes of an HDF5 file in D4RL's flat layout, cut at its terminals and timeouts.",
  optionsSchema: z.strictObject({
    path: z.string().min(1).describe('The .hdf5 file.'),
    ...options,
    episodeSteps: z
      .int()
      .positive()
      .optional()
      .describe('Time limit of the recorded task; needed where the file has no timeouts.'),
  }),
  create: ({ path, episodes, episodeSteps }, context) =>
    create(() => D4rlReader.open(path, { episodeSteps }), episodes, context),
});
