import { readFileSync } from 'node:fs';

import type { Space } from '@minorant/core';
import { z } from 'zod';

import { demonstrationErrors } from '../errors.js';
import { parseMinariSpace, parsePythonJson } from './space-json.js';

/** What `metadata.json` of a Minari dataset says. */
export interface MinariMetadata {
  readonly datasetId?: string;
  readonly environmentId?: string;
  readonly observationSpace?: Space;
  readonly actionSpace?: Space;
}

const schema = z.looseObject({
  data_format: z.string().optional(),
  dataset_id: z.string().optional(),
  env_spec: z.string().optional(),
  observation_space: z.string().optional(),
  action_space: z.string().optional(),
});
const specification = z.looseObject({ id: z.string() });

/**
 * Reads the metadata beside a `main_data.hdf5`.
 *
 * @throws MNR_DEMONSTRATIONS_METADATA
 */
export function readMetadata(file: string): MinariMetadata {
  try {
    const metadata = schema.parse(parsePythonJson(readFileSync(file, 'utf8')));
    if (metadata.data_format !== undefined && metadata.data_format !== 'hdf5')
      throw new Error(`data_format is ${metadata.data_format}, only hdf5 is read`);
    const environment =
      metadata.env_spec === undefined ? undefined : specification.parse(parsePythonJson(metadata.env_spec));
    return {
      ...(metadata.dataset_id === undefined ? {} : { datasetId: metadata.dataset_id }),
      ...(environment === undefined ? {} : { environmentId: environment.id }),
      ...(metadata.observation_space === undefined
        ? {}
        : { observationSpace: parseMinariSpace(metadata.observation_space) }),
      ...(metadata.action_space === undefined
        ? {}
        : { actionSpace: parseMinariSpace(metadata.action_space) }),
    };
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? z.prettifyError(error).replace(/\n\s*/g, ' ') : String(error);
    throw demonstrationErrors.MNR_DEMONSTRATIONS_METADATA(
      { file, reason: reason.replace(/^\w*Error: /, '') },
      error,
    );
  }
}
