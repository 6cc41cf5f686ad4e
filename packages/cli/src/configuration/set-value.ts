import { pathComponents, type ConfigurationSlot } from '@minorant/core';
import { parse } from 'yaml';

import { errors } from '../errors.js';
import { isRecord, type RawConfiguration } from './raw-configuration.js';

/**
 * Applies one `--set path.to.key=value`. The value is read as YAML. A component that was named by its id alone becomes
 * an object with that id, so that `algorithm: piro` takes `algorithm.innerSteps=20`; a slot that was given a mere path
 * becomes the component that reads it, so that `demonstrations: demos.hdf5` takes `demonstrations.episodes=1`.
 *
 * @throws MinorantError `MNR_CLI_SET` when there is no `=`, the path is empty or leads through a number.
 */
export function setValue(configuration: RawConfiguration, assignment: string): RawConfiguration {
  const fail = (problem: string): Error => errors.MNR_CLI_SET({ given: assignment, problem });
  const equals = assignment.indexOf('=');
  if (equals < 1) throw fail('expected path=value.');
  const path = assignment.slice(0, equals).split('.');
  if (path.some((key) => key === '')) throw fail('the path has an empty part.');
  if (path.some((key) => key === '__proto__')) throw fail('__proto__ is no key of a configuration.');
  let value: unknown;
  try {
    value = parse(assignment.slice(equals + 1));
  } catch (error) {
    throw errors.MNR_CLI_SET(
      { given: assignment, problem: `the value is not YAML: ${String(error)}` },
      error,
    );
  }
  return assignSlot(configuration, path, value, fail);
}

/**
 * Puts a value at a path of keys, such as `algorithm.innerSteps`.
 *
 * @throws MinorantError `MNR_CLI_SET` when the path leads through a number or outside of a list.
 */
export function assignAt(configuration: RawConfiguration, path: string, value: unknown): RawConfiguration {
  const fail = (problem: string): Error => errors.MNR_CLI_SET({ given: path, problem });
  return assignSlot(configuration, path.split('.'), value, fail);
}

function assignSlot(
  configuration: RawConfiguration,
  path: readonly string[],
  value: unknown,
  fail: (problem: string) => Error,
): RawConfiguration {
  const slot = path[0]!;
  const id = pathComponents[slot as ConfigurationSlot];
  const given = configuration[slot];
  const isMerePath = id !== undefined && path.length > 1 && typeof given === 'string';
  const target = isMerePath ? { ...configuration, [slot]: { id, path: given } } : configuration;
  return assign(target, path, value, fail) as RawConfiguration;
}

function assign(
  target: unknown,
  path: readonly string[],
  value: unknown,
  fail: (problem: string) => Error,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    const index = Number(key);
    if (!Number.isInteger(index) || index < 0 || index > target.length) {
      throw fail(`${key} is no position in a list of ${target.length}.`);
    }
    const copy: unknown[] = [...(target as unknown[])];
    copy[index] = assign(copy[index], rest, value, fail);
    return copy;
  }
  if (typeof target === 'number') throw fail(`there is a number where ${key} should be set.`);
  const record = typeof target === 'string' ? { id: target } : isRecord(target) ? target : {};
  return { ...record, [key]: assign(record[key], rest, value, fail) };
}
