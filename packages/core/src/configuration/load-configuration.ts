import { readFile } from 'node:fs/promises';

import { parse } from 'yaml';

import { errors } from '../errors.js';

/** No sensible configuration is longer. */
const MAXIMUM_BYTES = 4_000_000;

/**
 * Reads a configuration from a YAML or JSON file, or takes an object as it is. Nothing is checked yet but that it is a
 * mapping.
 *
 * @throws MinorantError `MNR_CONFIG_FILE`.
 *
 * @example
 * ```ts
 * import { loadConfiguration } from '@minorant/core';
 *
 * const configuration = await loadConfiguration('piro.yaml');
 * ```
 */
export async function loadConfiguration(from: string | object): Promise<Record<string, unknown>> {
  if (typeof from === 'object') return { ...from };
  let text: string;
  try {
    text = await readFile(from, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'the file does not exist' : message;
    throw errors.MNR_CONFIG_FILE({ path: from, problem }, error);
  }
  if (text.length > MAXIMUM_BYTES) {
    throw errors.MNR_CONFIG_FILE({ path: from, problem: `it is longer than ${MAXIMUM_BYTES} characters` });
  }
  let value: unknown;
  // Editors on Windows begin a file with a byte order mark, which YAML allows and JSON does not.
  text = text.replace(/^\uFEFF/, '');
  try {
    value = /\.json$/i.test(from) ? JSON.parse(text) : parse(text, { prettyErrors: true });
  } catch (error) {
    throw errors.MNR_CONFIG_FILE({ path: from, problem: (error as Error).message.trim() }, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw errors.MNR_CONFIG_FILE({ path: from, problem: 'it does not hold one mapping' });
  }
  return value as Record<string, unknown>;
}
