import { defineError, defineErrors } from '@minorant/core';

/** The errors of this package. */
export const errors = defineErrors({
  MNR_RL_NO_ENVIRONMENT: defineError<{ component: string }>({
    summary: 'A policy optimizer was created without an environment.',
    kind: 'input',
    message: ({ component }) =>
      `${component} collects its own experience and needs an environment, and the configuration names none.`,
    hint: 'Set `environment` to a registered id (flag --env); `minorant plugins` lists them.',
  }),
  MNR_RL_ACTION_SPACE: defineError<{
    component: string;
    environment: string;
    found: string;
    expected: string;
  }>({
    summary: 'A policy optimizer cannot act in the action space of the environment.',
    kind: 'input',
    message: ({ component, environment, found, expected }) =>
      `${component} needs ${expected}; ${environment} has ${found}.`,
    hint: ({ found }) =>
      found.startsWith('a discrete')
        ? 'Use `policy: sac-discrete`.'
        : found.startsWith('a box')
          ? 'Use `policy: sac` for box actions; it needs finite bounds in the environment, each lower one below its upper one.'
          : 'Give the environment actions that are one box or one discrete choice.',
  }),
  MNR_RL_OBSERVATION_SPACE: defineError<{ component: string; environment: string; found: string }>({
    summary: 'A policy optimizer cannot read the observation space of the environment.',
    kind: 'input',
    message: ({ component, environment, found }) =>
      `${component} reads box and discrete observations; ${environment} gives ${found} ones.`,
    hint: 'Flatten the observation space with a wrapper of @minorant/envs.',
  }),
  MNR_RL_NO_DEMONSTRATIONS: defineError<{ component: string }>({
    summary: 'Observations were to be normalised by the demonstrations, and there are none.',
    kind: 'input',
    message: ({ component }) =>
      `${component} was told to normalise observations by the demonstrations, and the run has none.`,
    hint: 'Set `demonstrations`, or `policy.normalizeObservations` to none or running.',
  }),
  MNR_RL_LEARNT_COEFFICIENT_ANNEALED: defineError<{ steps: number }>({
    summary: 'The entropy coefficient was to be learnt and to fall to zero.',
    kind: 'input',
    message: ({ steps }) =>
      `annealEntropyCoefficient: ${steps} lets a fixed entropy coefficient fall to zero, and entropyCoefficient: auto learns it.`,
    hint: 'Set `entropyCoefficient` to a number such as 0.2, or leave `annealEntropyCoefficient` out.',
  }),
  MNR_RL_EPISODE_SIZE: defineError<{ what: string; found: number; expected: number }>({
    summary: 'Episodes were recorded with other sizes than the environment has.',
    kind: 'input',
    message: ({ what, found, expected }) =>
      `The given episodes hold ${what} of ${found} numbers; the environment has ${expected}.`,
    hint: 'Use episodes of this environment and version.',
  }),
  MNR_RL_VALUES: defineError<{ what: string; found: string; expected: string }>({
    summary: 'Observations or actions that were given do not belong to the spaces of the environment.',
    kind: 'input',
    message: ({ what, found, expected }) => `The given ${what} have ${found}; expected ${expected}.`,
    hint: 'Use episodes of this environment and version: whole rows, and discrete values as their numbers.',
  }),
  MNR_RL_DEMONSTRATION_SHARE: defineError<{ share: number }>({
    summary: 'The share of demonstrations in a batch is not within [0, 1).',
    kind: 'input',
    message: ({ share }) =>
      `The share of demonstrations in each batch must be at least 0 and below 1, got ${share}.`,
    hint: 'Give a number such as 0.25, or 0 for none.',
  }),
  MNR_RL_SHARE_WITHOUT_DEMONSTRATIONS: defineError<{ share: number }>({
    summary: 'Reinforcement learning was asked for batches with demonstrations, and there are none.',
    kind: 'input',
    message: ({ share }) =>
      `reinforcement-learning was asked for batches of which ${share} are demonstrations, and the run has none.`,
    hint: 'Set `demonstrations`, or `algorithm.demonstrationShare` to 0.',
  }),
  MNR_RL_EMPTY_REPLAY: defineError<object>({
    summary: 'A batch was drawn from a replay buffer that holds nothing.',
    kind: 'runtime',
    message: () => 'The replay buffer is empty; there is nothing to sample.',
    hint: 'Collect steps before the first update (`learningStarts` of at least 1).',
  }),
  MNR_RL_SNAPSHOT: defineError<{ what: string; found: string; expected: string }>({
    summary: 'A snapshot belongs to a component of another configuration.',
    kind: 'input',
    message: ({ what, found, expected }) =>
      `The snapshot's ${what} is ${found}, and this component needs ${expected}.`,
    hint: 'Restore with the configuration that the snapshot was made with.',
  }),
  MNR_RL_NOT_FINITE: defineError<{ what: string; updates: number }>({
    summary: 'A loss of the policy optimizer became NaN or infinite.',
    kind: 'runtime',
    message: ({ what, updates }) => `${what} is not a finite number after ${updates} updates.`,
    hint: 'Lower `policy.learningRate`, normalise observations, or bound the reward; the last checkpoint is intact.',
  }),
  MNR_RL_NO_SEED: defineError<{ episode: number }>({
    summary:
      'Episodes were to begin in states of demonstrations, and a demonstration does not say how it began.',
    kind: 'input',
    message: ({ episode }) =>
      `Demonstrated episode ${episode} has no seed, so its states cannot be reached again by replaying its actions.`,
    hint: 'Use demonstrations recorded with `minorant collect`, which stores the seed of each episode.',
  }),
  MNR_RL_REPLAY_DIVERGED: defineError<{ environment: string; step: number; difference: number }>({
    summary: 'Replaying a demonstration led to other states than it holds.',
    kind: 'input',
    message: ({ environment, step, difference }) =>
      `After ${step} replayed steps in ${environment}, the observation differs from the demonstrated one by ${difference}.`,
    hint: 'Use demonstrations recorded in this version of the environment, with its actions as they were taken.',
  }),
});
