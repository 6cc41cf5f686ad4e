import { join } from 'node:path';

import { isRecord, type RawConfiguration } from '../configuration/raw-configuration.js';

/**
 * A folder for a run that was given none: `runs/Hopper-v4-piro-seed3-20261122-181530-4711`. The process is in it, since
 * two runs may begin in the same second.
 */
export function defaultOutput(
  configuration: RawConfiguration,
  now: Date,
  processId: number = process.pid,
): string {
  const name = (slot: unknown): string => {
    const id = isRecord(slot) ? slot['id'] : slot;
    return typeof id === 'string' ? id.replace(/[^\w.-]+/g, '-') : 'none';
  };
  const time = now
    .toISOString()
    .replace(/[-:]|\..*$/g, '')
    .replace('T', '-');
  const seed = typeof configuration['seed'] === 'number' ? configuration['seed'] : 0;
  const environment = configuration['environment'] === undefined ? [] : [name(configuration['environment'])];
  return join(
    'runs',
    [...environment, name(configuration['algorithm']), `seed${seed}`, time, processId].join('-'),
  );
}
