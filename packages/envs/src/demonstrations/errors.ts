import { defineError, defineErrors } from '@minorant/core';

/** Where in a demonstration file something is wrong. */
interface Place {
  readonly file: string;
  /** Path inside the file, such as `/episode_0/actions`. */
  readonly dataset: string;
}

/** Errors of reading, writing and checking demonstrations. */
export const demonstrationErrors = defineErrors({
  MNR_DEMONSTRATIONS_NOT_FOUND: defineError<{ path: string }>({
    summary: 'A demonstration file or dataset folder does not exist.',
    kind: 'input',
    message: ({ path }) => `No demonstrations at ${path}: there is no such file or folder.`,
    hint: 'Check the path; it is relative to the folder the command runs in. `minorant collect` makes a file.',
  }),
  MNR_DEMONSTRATIONS_NOT_HDF5: defineError<{ file: string; reason: string }>({
    summary: 'A demonstration file is not HDF5, or is truncated or damaged.',
    kind: 'input',
    message: ({ file, reason }) => `${file} cannot be opened as HDF5: ${reason}.`,
    hint: 'Give an HDF5 file in the layout of Minari or D4RL; if it was downloaded, download it again.',
  }),
  MNR_DEMONSTRATIONS_UNREADABLE: defineError<Place & { reason: string }>({
    summary: 'A dataset inside an HDF5 file cannot be read.',
    kind: 'input',
    message: ({ file, dataset, reason }) => `${dataset} in ${file} cannot be read: ${reason}.`,
    hint: 'The file is damaged or uses a compression filter other than gzip, shuffle and fletcher32: write it again.',
  }),
  MNR_DEMONSTRATIONS_LAYOUT: defineError<{
    file: string;
    expected: string;
    found: readonly string[];
    hint: string;
  }>({
    summary: 'An HDF5 file does not hold demonstrations in the expected layout.',
    kind: 'input',
    message: ({ file, expected, found }) =>
      `${file} does not hold ${expected}; its root holds ${found.length ? found.slice(0, 8).join(', ') : 'nothing'}.`,
    hint: ({ hint }) => hint,
  }),
  MNR_DEMONSTRATIONS_MISSING: defineError<Place & { found: readonly string[] }>({
    summary: 'An episode lacks one of the datasets that the layout requires.',
    kind: 'input',
    message: ({ file, dataset, found }) =>
      `${file} has no dataset ${dataset}; beside it there is ${found.length ? found.slice(0, 12).join(', ') : 'nothing'}.`,
    hint: 'Every episode needs observations, actions, rewards, terminations and truncations.',
  }),
  MNR_DEMONSTRATIONS_SHAPE: defineError<Place & { shape: string; expected: string }>({
    summary: 'A dataset has the wrong shape or element type.',
    kind: 'input',
    message: ({ file, dataset, shape, expected }) =>
      `${dataset} in ${file} is ${shape}, expected ${expected}.`,
    hint: 'Observations have one row more than actions; rewards, terminations and truncations one number a step.',
  }),
  MNR_DEMONSTRATIONS_VALUE: defineError<Place & { row: number; value: number; expected: string }>({
    summary: 'A dataset holds a value that cannot be learnt from (NaN, infinity, a flag other than 0 or 1).',
    kind: 'input',
    message: ({ file, dataset, row, value, expected }) =>
      `${dataset} in ${file} holds ${value} in row ${row}, expected ${expected}.`,
    hint: 'Repair or remove the episode; the option `episodes` selects which ones are read.',
  }),
  MNR_DEMONSTRATIONS_EPISODE: defineError<{ file: string; episode: number; count: number }>({
    summary: 'An episode is asked for that the file does not have.',
    kind: 'input',
    message: ({ file, episode, count }) =>
      `Episode ${episode} was asked for, but ${file} has ${count} (0 to ${count - 1}).`,
    hint: 'Change the option `episodes`: a number takes the first that many, a list takes those by index.',
  }),
  MNR_DEMONSTRATIONS_REPEATED: defineError<{ file: string; episode: number }>({
    summary: 'An episode of a demonstration file is selected twice.',
    kind: 'input',
    message: ({ file, episode }) => `Episode ${episode} of ${file} was asked for more than once.`,
    hint: 'Name each index once in the option `episodes`: a copy could end up in both parts of a split.',
  }),
  MNR_DEMONSTRATIONS_PARTS: defineError<{ file: string; part: string; count: number }>({
    summary: 'A split of demonstrations leaves a part without episodes.',
    kind: 'input',
    message: ({ file, part, count }) => `The ${count} episodes of ${file} leave none for the part ${part}.`,
    hint: 'Give that part a larger share, or select more episodes.',
  }),
  MNR_DEMONSTRATIONS_NO_TIMEOUTS: defineError<{ file: string }>({
    summary: 'A D4RL file does not say where its episodes were cut off.',
    kind: 'input',
    message: ({ file }) =>
      `${file} has no timeouts, so episodes that were cut off cannot be told from one another.`,
    hint: 'Set `episodeSteps` of the data source `d4rl` to the time limit of the recorded task.',
  }),
  MNR_DEMONSTRATIONS_METADATA: defineError<{ file: string; reason: string }>({
    summary: 'The metadata.json of a Minari dataset folder cannot be used.',
    kind: 'input',
    message: ({ file, reason }) => `The metadata in ${file} cannot be used: ${reason}.`,
    hint: 'Write the dataset again with Minari or `minorant collect`, or give the .hdf5 file alone.',
  }),
  MNR_DEMONSTRATIONS_MISMATCH: defineError<{
    file: string;
    what: 'observations' | 'actions';
    size: number;
    environment: string;
    expected: number;
  }>({
    summary: 'Demonstrations do not fit the environment: another observation or action size.',
    kind: 'input',
    message: ({ file, what, size, environment, expected }) =>
      `${what} in ${file} have ${size} numbers, but ${environment} has ${expected}.`,
    hint: 'Use demonstrations recorded in this environment, with the same options, or change the environment.',
  }),
  MNR_DEMONSTRATIONS_COUNT: defineError<{ episodes: number }>({
    summary: 'Episodes are to be recorded, and their number is not a whole one from 1 on.',
    kind: 'input',
    message: ({ episodes }) => `${episodes} episodes were to be recorded; expected a whole number from 1 on.`,
    hint: 'Set `episodes` to how many are wanted.',
  }),
  MNR_DEMONSTRATIONS_EXISTS: defineError<{ path: string }>({
    summary: 'The file or folder that is to be written exists already.',
    kind: 'input',
    message: ({ path }) => `${path} exists already.`,
    hint: 'Choose another path, remove it, or say that overwriting is meant (`overwrite: true`).',
  }),
  MNR_DEMONSTRATIONS_WRITE: defineError<{ path: string; reason: string }>({
    summary: 'Demonstrations cannot be written.',
    kind: 'runtime',
    message: ({ path, reason }) => `Cannot write ${path}: ${reason}.`,
    hint: 'Check that the folder exists, is writable and has space left.',
  }),
  MNR_DEMONSTRATIONS_NO_STATE: defineError<{ environment: string; wrapper?: string }>({
    summary: 'An environment cannot be put into the state that an observation shows.',
    kind: 'input',
    message: ({ environment, wrapper }) =>
      wrapper === undefined
        ? `${environment} cannot restore its state from an observation.`
        : `${environment} in ${wrapper} cannot restore its state from an observation: the wrapper changes what a step says.`,
    hint: ({ wrapper }) =>
      wrapper === undefined
        ? 'Ant, HalfCheetah, Hopper, Humanoid, InvertedPendulum, Swimmer and Walker2d can be verified step by step; use `minorant demos inspect` for others.'
        : 'Record and verify without it, and wrap what is read.',
  }),
});
