import { readFileSync } from 'node:fs';

import type { MinorantError, Space } from '@minorant/core';
import { z } from 'zod';

import { demonstrationErrors } from '../errors.js';
import type { Hdf5File } from '../hdf5/hdf5-file.js';
import { parseMinariSpace, parsePythonJson } from './space-json.js';

/** What `metadata.json` of a Minari dataset says. */
export interface MinariMetadata {
  readonly datasetId?: string;
  readonly environmentId?: string;
  readonly environmentOptions?: Readonly<Record<string, unknown>>;
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
const optionsSchema = z.record(z.string(), z.unknown());
const specification = z.looseObject({ id: z.string() });

/**
 * Reads the root attributes `env_id` and `env_options`, which `MinariWriter` writes into every data file.
 *
 * @throws MNR_DEMONSTRATIONS_METADATA
 */
export function readEnvironment(
  file: Hdf5File,
): Pick<MinariMetadata, 'environmentId' | 'environmentOptions'> {
  const environmentId = text(file, 'env_id');
  const given = text(file, 'env_options');
  try {
    return {
      ...(environmentId !== undefined && { environmentId }),
      ...(given !== undefined && { environmentOptions: optionsSchema.parse(JSON.parse(given)) }),
    };
  } catch (error) {
    throw metadataError(file.path, error);
  }
}

/**
 * Reads what a single file says in its root attributes: `env_id`, and the spaces where `MinariWriter` wrote them.
 *
 * @throws MNR_DEMONSTRATIONS_METADATA
 */
export function readAttributes(file: Hdf5File): MinariMetadata {
  const observationSpace = text(file, 'observation_space');
  const actionSpace = text(file, 'action_space');
  try {
    return {
      ...readEnvironment(file),
      ...(observationSpace === undefined ? {} : { observationSpace: parseMinariSpace(observationSpace) }),
      ...(actionSpace === undefined ? {} : { actionSpace: parseMinariSpace(actionSpace) }),
    };
  } catch (error) {
    throw metadataError(file.path, error);
  }
}

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
    throw metadataError(file, error);
  }
}

function text(file: Hdf5File, attribute: string): string | undefined {
  const value = file.attribute('/', attribute);
  return typeof value === 'string' ? value : undefined;
}

function metadataError(file: string, error: unknown): MinorantError {
  const reason = error instanceof z.ZodError ? z.prettifyError(error).replace(/\n\s*/g, ' ') : String(error);
  return demonstrationErrors.MNR_DEMONSTRATIONS_METADATA(
    { file, reason: reason.replace(/^\w*Error: /, '').slice(0, 300) },
    error,
  );
}
