import { defineComponent, extensionPoints } from '@minorant/core';
import { z } from 'zod';

import { formatIds } from '../formats/index.js';
import { readPreferences } from '../readers/read-preferences.js';

/** Options of the preference source `file`. */
export const preferenceFileOptions = z.strictObject({
  path: z.string().min(1).describe('A .jsonl, .json, .csv (any of them gzipped), .parquet or .hdf5 file'),
  format: z
    .enum(formatIds)
    .optional()
    .describe("What its columns mean; found from the first row's without it"),
  onMalformed: z
    .enum(['error', 'skip'])
    .default('error')
    .describe('Whether a malformed row is an error, or skipped and counted'),
  attribute: z
    .enum(['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'])
    .default('helpfulness')
    .describe("What HelpSteer's answers are compared by"),
});

/** Preference source `file`: any file that {@link readPreferences} reads. */
export const preferenceFileComponent = defineComponent(extensionPoints.preferenceSource, {
  id: 'file',
  description: 'Comparisons in a JSON lines, CSV, Parquet or HDF5 file, in any of the known formats.',
  optionsSchema: preferenceFileOptions,
  create: ({ path, format, onMalformed, attribute }) =>
    readPreferences(path, { onMalformed, attribute, ...(format !== undefined && { format }) }),
});
