import { dirname, resolve } from 'node:path';
import { loadConfiguration } from '@minorant/core';

import { errors } from '../errors.js';
import { applyFlags, type ConfigurationFlags } from './apply-flags.js';
import type { RawConfiguration } from './raw-configuration.js';

/** A configuration as the user gave it, not yet checked. */
export interface GivenConfiguration {
  readonly configuration: RawConfiguration;
  /** Relative paths and plugin names in it are resolved from here. */
  readonly directory: string;
  /** Names it in errors. */
  readonly source: string;
}

/**
 * Puts flags over the configuration file that `--config` names, if it names one.
 *
 * @throws MinorantError `MNR_CONFIG_FILE`, `MNR_CLI_SET` or `MNR_CLI_NOTHING_TO_TRAIN`.
 */
export async function readConfiguration(flags: ConfigurationFlags): Promise<GivenConfiguration> {
  const { config, relativeTo } = flags;
  if (config === undefined && flags.algorithm === undefined) throw errors.MNR_CLI_NOTHING_TO_TRAIN({});
  const file = config === undefined ? {} : await loadConfiguration(resolve(config));
  return {
    configuration: applyFlags(file, flags),
    directory: resolve(relativeTo ?? (config === undefined ? '.' : dirname(config))),
    source: config ?? 'The configuration',
  };
}
