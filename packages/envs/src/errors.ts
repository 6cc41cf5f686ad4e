import { defineError, defineErrors } from '@minorant/core/errors';

/** The errors of this package. */
export const errors = defineErrors({
  MNR_ENVIRONMENT_SEED: defineError<{ seed: string }>({
    summary: 'A seed is not an integer from zero up.',
    kind: 'input',
    message: ({ seed }) => `An environment was seeded with ${seed}; a seed is an integer from zero up.`,
    hint: 'Give a non-negative integer, as Gymnasium demands.',
  }),
  MNR_SPACE_INVALID: defineError<{ space: string; actual: string; expected: string }>({
    summary: 'A space cannot be made of what was given.',
    kind: 'input',
    message: ({ space, actual, expected }) => `${space} was given ${actual}; expected ${expected}.`,
    hint: 'Correct the sizes or bounds.',
  }),
  MNR_ENVIRONMENT_ACTION: defineError<{ id: string; expected: string }>({
    summary: 'An action does not fit the action space.',
    kind: 'input',
    message: ({ id, expected }) => `${id} was given an action that does not fit; expected ${expected}.`,
    hint: 'Draw actions from environment.actionSpace, or rescale what the policy gives with RescaleAction.',
  }),
  MNR_ENVIRONMENT_NOT_RESET: defineError<{ id: string }>({
    summary: 'step was called before the first reset.',
    kind: 'input',
    message: ({ id }) => `${id} has no episode under way: reset comes before the first step.`,
    hint: 'Call reset() first, or use a vector environment, which resets by itself.',
  }),
  MNR_ENVIRONMENT_UNKNOWN: defineError<{ id: string; known: readonly string[] }>({
    summary: 'No environment is registered under an id.',
    kind: 'input',
    message: ({ id, known }) => `There is no environment ${id}. Registered: ${known.join(', ')}.`,
    hint: 'Use one of these ids, or register your own with registerEnvironment.',
  }),
  MNR_ENVIRONMENT_TAKEN: defineError<{ id: string }>({
    summary: 'An environment is registered under an id that is taken.',
    kind: 'input',
    message: ({ id }) => `An environment ${id} is registered already.`,
    hint: 'Choose another id or raise its version.',
  }),
  MNR_ENVIRONMENT_OPTIONS: defineError<{ id: string; problems: readonly string[] }>({
    summary: 'An option of an environment is unknown or wrong.',
    kind: 'input',
    message: ({ id, problems }) => `The options of ${id} are wrong. ${problems.join('; ')}.`,
    hint: 'Options are those of Gymnasium in camel case; see the reference of the environment.',
  }),
  MNR_MUJOCO_MODEL: defineError<{ name: string; reason: string }>({
    summary: 'MuJoCo refuses to compile a model.',
    kind: 'runtime',
    message: ({ name, reason }) => `MuJoCo cannot compile the model ${name}: ${reason}`,
    hint: 'Correct the description of the robot; attributes and units are those of MJCF.',
  }),
  MNR_MUJOCO_NAME: defineError<{ kind: string; name: string }>({
    summary: 'A model has no element of a name.',
    kind: 'runtime',
    message: ({ kind, name }) => `The MuJoCo model has no ${kind} named "${name}".`,
    hint: 'Use a name of the description of the robot, or of MuJoCo for arrays.',
  }),
  MNR_WRAPPER_SPACE: defineError<{ wrapper: string; id: string; expected: string }>({
    summary: 'A wrapper does not fit the environment that it was given.',
    kind: 'input',
    message: ({ wrapper, id, expected }) => `${wrapper} cannot wrap ${id}; it needs ${expected}.`,
    hint: 'Wrap another environment, or put FlattenObservation or TimeLimit between.',
  }),
  MNR_WRAPPER_OPTION: defineError<{ wrapper: string; option: string; actual: string; expected: string }>({
    summary: 'A wrapper was given an option that makes no sense.',
    kind: 'input',
    message: ({ wrapper, option, actual, expected }) =>
      `${option} of ${wrapper} is ${actual}; expected ${expected}.`,
    hint: 'Correct the option where the wrapper is made.',
  }),
  MNR_VECTOR_SPACES: defineError<{ id: string; index: number; other: string; what: string }>({
    summary: 'The environments of one vector have different spaces.',
    kind: 'input',
    message: ({ id, index, other, what }) =>
      `Sub-environment ${index}, ${other}, has other ${what} than the first one, ${id}.`,
    hint: 'Make a vector of one task, with the same options and wrappers for all.',
  }),
  MNR_VECTOR_ACTIONS: defineError<{ id: string; actual: number; expected: number }>({
    summary: 'A vector environment was given actions of another size.',
    kind: 'input',
    message: ({ id, actual, expected }) =>
      `${id} was given ${actual} numbers of actions; expected ${expected}.`,
    hint: 'Give the actions of all sub-environments one after the other in one flat array.',
  }),
  MNR_VECTOR_SIZE: defineError<{ id: string; what: string; actual: number; expected: string }>({
    summary: 'A vector environment was given too few or too many of something.',
    kind: 'input',
    message: ({ id, what, actual, expected }) =>
      `The vector environment of ${id} was given ${actual} ${what}; expected ${expected}.`,
    hint: 'There is at least one sub-environment and one worker; a list has one entry for each sub-environment.',
  }),
  MNR_VECTOR_FINISHED: defineError<{ id: string; index: number }>({
    summary: 'A finished sub-environment was stepped although autoreset is disabled.',
    kind: 'input',
    message: ({ id, index }) => `Sub-environment ${index} of ${id} has ended and autoreset is disabled.`,
    hint: 'Reset it with reset({ mask }), or choose autoreset next-step or same-step.',
  }),
  MNR_VECTOR_WORKER: defineError<{ id: string; problem: string }>({
    summary: 'A worker of a vector environment failed.',
    kind: 'runtime',
    message: ({ id, problem }) => `A worker of the vector environment of ${id} failed: ${problem}`,
    hint: 'Try the same with SyncVectorEnvironment, which fails where the mistake is.',
  }),
});
