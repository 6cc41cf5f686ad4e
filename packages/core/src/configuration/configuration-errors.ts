import { defineError, defineErrors } from '../errors/define-errors.js';

/** Errors of configurations. */
export const configurationErrors = defineErrors({
  MNR_CONFIG_FILE: defineError<{ path: string; problem: string }>({
    summary: 'A configuration file cannot be read or is neither YAML nor JSON.',
    kind: 'input',
    message: ({ path, problem }) => `The configuration ${path} cannot be read: ${problem}.`,
    hint: 'Give the path of a YAML or JSON file that holds one mapping.',
  }),
  MNR_CONFIG_INVALID: defineError<{ source: string; problems: readonly string[] }>({
    summary: 'A configuration has unknown keys or wrong values.',
    kind: 'input',
    message: ({ source, problems }) =>
      problems.length === 1
        ? `${source} is wrong: ${problems[0]!}`
        : `${source} is wrong in ${problems.length} places:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    hint: 'Correct the named keys; `minorant config --schema` prints everything that is allowed.',
  }),
  MNR_CONFIG_FILE_MISSING: defineError<{ key: string; path: string }>({
    summary: 'A file or folder that a configuration names does not exist.',
    kind: 'input',
    message: ({ key, path }) => `${key} names ${path}, which does not exist.`,
    hint: 'Relative paths are taken from the folder of the configuration file.',
  }),
  MNR_CONFIG_UNUSED: defineError<{ key: string; component: string; algorithm: string }>({
    summary: 'A configuration chooses a component that nothing in the run uses.',
    kind: 'input',
    message: ({ key, component, algorithm }) =>
      `${key} is ${component}, but nothing in a run of the algorithm ${algorithm} uses it.`,
    hint: ({ key }) => `Take ${key} out, or choose an algorithm that uses it.`,
  }),
});
