import { resolve } from 'node:path';
import { isPluginPath } from '@minorant/core';
import { parse } from 'yaml';

import { isRecord, type RawConfiguration } from './raw-configuration.js';
import { setValue } from './set-value.js';

/** The flags that say what a configuration says; see {@link configurationOptions}. */
export interface ConfigurationFlags {
  readonly config?: string;
  readonly relativeTo?: string;
  readonly env?: string;
  readonly algorithm?: string;
  readonly demos?: string;
  readonly reward?: string;
  readonly policy?: string;
  readonly trustRegion?: string;
  readonly seed?: string;
  readonly steps?: string;
  readonly iterations?: string;
  readonly seconds?: string;
  readonly out?: string;
  readonly plugin?: readonly string[];
  readonly eager?: boolean;
  readonly set?: readonly string[];
}

/**
 * A configuration with what the flags say put over it. Paths in flags are relative to the working directory, also
 * where paths in the file are relative to the file. Numbers are only parsed here; the schema checks them.
 */
export function applyFlags(
  configuration: RawConfiguration,
  flags: ConfigurationFlags,
  workingDirectory: string = process.cwd(),
): RawConfiguration {
  const result: Record<string, unknown> = { ...configuration };
  const choose = (slot: string, id: string | undefined): void => {
    if (id !== undefined) result[slot] = choice(result[slot], id);
  };
  choose('environment', flags.env);
  choose('algorithm', flags.algorithm);
  choose('reward', flags.reward);
  choose('policy', flags.policy);
  choose('trustRegion', flags.trustRegion);
  if (flags.demos !== undefined) {
    const path = resolve(workingDirectory, flags.demos);
    result['demonstrations'] = isRecord(result['demonstrations'])
      ? { ...result['demonstrations'], path }
      : path;
  }
  if (flags.seed !== undefined) result['seed'] = scalar(flags.seed);
  const budget: Record<string, unknown> = isRecord(result['budget']) ? { ...result['budget'] } : {};
  for (const unit of ['steps', 'iterations', 'seconds'] as const) {
    if (flags[unit] !== undefined) budget[unit] = scalar(flags[unit]);
  }
  if (Object.keys(budget).length > 0) result['budget'] = budget;
  if (flags.out !== undefined) result['output'] = resolve(workingDirectory, flags.out);
  if (flags.plugin?.length) {
    const present: readonly unknown[] = Array.isArray(result['plugins'])
      ? (result['plugins'] as unknown[])
      : [];
    result['plugins'] = [...present, ...flags.plugin.map((name) => pluginName(name, workingDirectory))];
  }
  if (flags.eager) result['execution'] = 'eager';
  let complete: RawConfiguration = result;
  for (const assignment of flags.set ?? []) complete = setValue(complete, assignment);
  return complete;
}

/** Options given for the same component stay; those of another one would mean nothing. */
function choice(present: unknown, id: string): unknown {
  return isRecord(present) && present['id'] === id ? present : id;
}

/** A flag's text as YAML reads it: `3` is a number, `abc` stays a string for the schema to refuse. */
function scalar(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

/** Package names stay; paths (`./mine.js`) become absolute. */
function pluginName(name: string, workingDirectory: string): string {
  return isPluginPath(name) ? resolve(workingDirectory, name) : name;
}
