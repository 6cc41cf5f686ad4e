import { defineError, defineErrors } from '@minorant/core/errors';

/** The errors of this package. */
export const errors = defineErrors({
  MNR_IRL_ACTION_SPACE: defineError<{ kind: string }>({
    summary: 'An algorithm was given an action or observation space it cannot learn a reward for.',
    kind: 'input',
    message: ({ kind }) =>
      `Rewards are learnt over box or discrete spaces; this environment has a ${kind} space.`,
    hint: 'Flatten the space with a wrapper of @minorant/envs, or use a state-only reward of your own.',
  }),
  MNR_IRL_OBSERVATION_SPACE: defineError<{ kind: string }>({
    summary: 'A reward model was given an observation space it cannot read.',
    kind: 'input',
    message: ({ kind }) =>
      `This reward model reads box or discrete observations; this environment has a ${kind} space.`,
    hint: 'Flatten the observations (FlattenObservation of @minorant/envs), or use another reward model.',
  }),
  MNR_IRL_NO_TRANSITIONS: defineError<{ episodes: number }>({
    summary: 'Rewards cannot be learnt from episodes without a single step.',
    kind: 'input',
    message: ({ episodes }) =>
      `${episodes} episode(s) hold no transition at all; at least one step is needed.`,
    hint: 'Check the demonstrations with `minorant demos inspect FILE`.',
  }),
  MNR_IRL_NO_DEMONSTRATIONS: defineError<{ algorithm: string }>({
    summary: 'An algorithm that learns from demonstrations was given none.',
    kind: 'input',
    message: ({ algorithm }) => `${algorithm} learns from demonstrations, and the configuration names none.`,
    hint: 'Set `demonstrations` to a file or folder (flag --demos).',
  }),
  MNR_IRL_NO_ENVIRONMENT: defineError<{ component: string }>({
    summary: 'A component that needs an environment was created without one.',
    kind: 'input',
    message: ({ component }) => `${component} needs an environment, and the configuration names none.`,
    hint: 'Set `environment` to a registered id (flag --env); `minorant plugins` lists them.',
  }),
  MNR_IRL_OBSERVATION_SIZE: defineError<{
    source: string;
    found: number;
    expected: number;
    environment: string;
  }>({
    summary: 'Demonstrations were recorded with another observation size than the environment has.',
    kind: 'input',
    message: ({ source, found, expected, environment }) =>
      `${source} holds observations of ${found} numbers; ${environment} gives ${expected}.`,
    hint: 'Use demonstrations of this environment and version (-v4 and -v5 of Ant and Humanoid differ).',
  }),
  MNR_IRL_ACTION_SIZE: defineError<{ source: string; found: number; expected: number; environment: string }>({
    summary: 'Demonstrations were recorded with another action size than the environment has.',
    kind: 'input',
    message: ({ source, found, expected, environment }) =>
      `${source} holds actions of ${found} numbers; ${environment} takes ${expected}.`,
    hint: 'Use demonstrations of this environment.',
  }),
  MNR_IRL_DISCRETE_VALUE: defineError<{
    source: string;
    environment: string;
    episode: number;
    what: string;
    step: number;
    value: number;
    start: number;
    n: number;
  }>({
    summary: 'Demonstrations hold a number that a discrete space of the environment does not have.',
    kind: 'input',
    message: ({ source, environment, episode, what, step, value, start, n }) =>
      `${source} holds the ${what} ${value} (episode ${episode}, step ${step}); ${environment} has the integers ${start} to ${start + n - 1}.`,
    hint: 'Use demonstrations of this environment and version, with discrete values as they were recorded.',
  }),
  MNR_IRL_REWARD_INPUTS: defineError<object>({
    summary: 'A reward model was told to read nothing.',
    kind: 'input',
    message: () =>
      'A reward model needs at least one input: observation, action, nextObservation or absorbing.',
    hint: 'Set `reward.inputs`, for instance to [observation, action].',
  }),
  MNR_IRL_NOT_TABULAR: defineError<{ environment: string }>({
    summary:
      'An exact method was given a task whose model is not known as tables, or whose observations hide the state.',
    kind: 'input',
    message: ({ environment }) =>
      `Exact methods need the tables of the task and observations that are the numbers of its states; ${environment} does not give both.`,
    hint: 'Use a tabular environment: `environment: { id: GridWorld7x7-v0, observation: discrete }`.',
  }),
  MNR_IRL_TABULAR_REWARD: defineError<{ algorithm: string; found: string }>({
    summary: 'An exact method was given a reward that is not a table.',
    kind: 'input',
    message: ({ algorithm, found }) => `${algorithm} learns a table of rewards, and was given a ${found}.`,
    hint: 'Set `reward: tabular`, or leave it out.',
  }),
  MNR_IRL_REWARD_TABLE: defineError<{ found: number; expected: number }>({
    summary: 'A table of rewards is of a task with another number of states.',
    kind: 'input',
    message: ({ found, expected }) =>
      `The table holds the rewards of ${found} states; this task has ${expected}.`,
    hint: 'Use the reward in the task that it was learnt in.',
  }),
  MNR_IRL_LAST_TRANSITION: defineError<object>({
    summary: 'A reward model was told to read last transitions but not which rows are absorbing.',
    kind: 'input',
    message: () =>
      'A reward model reads `lastTransition` without `absorbing`: it could not tell an end from a state on the way.',
    hint: 'Add `absorbing` to `reward.inputs`, or take `lastTransition` out.',
  }),
  MNR_IRL_REWARD_SCALE: defineError<{ found?: number; expected: number }>({
    summary: 'A saved reward does not hold the scale of its observations, or one of another size.',
    kind: 'input',
    message: ({ found, expected }) =>
      found === undefined
        ? `The snapshot holds no scale for the ${expected} numbers of an observation, and there are no demonstrations to compute it from: the reward would not be the one that was learnt.`
        : `The snapshot scales observations of ${found} numbers; this reward reads ${expected}.`,
    hint: ({ found }) =>
      found === undefined
        ? 'Set `demonstrations` to those that the reward was learnt from, or learn it again: newer snapshots hold their scale.'
        : 'Use the reward in an environment with the observations that it was learnt on.',
  }),
  MNR_IRL_REWARD_BATCH: defineError<{ missing: string }>({
    summary: 'A batch lacks a part that the reward model reads.',
    kind: 'runtime',
    message: ({ missing }) => `The reward model reads ${missing}, and the batch has none.`,
    hint: 'Give every part that `reward.inputs` declares.',
  }),
  MNR_IRL_REWARD_COPY: defineError<{ from: string; to: string }>({
    summary: 'A reward model was told to take over the numbers of a model of another kind.',
    kind: 'runtime',
    message: ({ from, to }) => `A ${to} cannot take over the numbers of a ${from}.`,
    hint: 'Copy between models made by the same component with the same options.',
  }),
  MNR_IRL_NOT_FINITE: defineError<{ what: string; iteration?: number }>({
    summary: 'A loss or reward became NaN or infinite while the reward was being learnt.',
    kind: 'runtime',
    message: ({ what, iteration }) =>
      `${what} is not a finite number${iteration === undefined ? '' : ` in outer iteration ${iteration}`}.`,
    hint: 'Lower the learning rates, raise `rewardPenalty`, or bound the reward; the last checkpoint is intact.',
  }),
  MNR_IRL_TRUST_REGION_MEASURE: defineError<{ measured: number }>({
    summary: 'A trust region was told of a change of the reward that is not a finite number from zero up.',
    kind: 'runtime',
    message: ({ measured }) =>
      `The measured change of the reward is ${measured}; a finite number from 0 up was expected.`,
    hint: 'The reward itself is probably NaN or infinite: lower its learning rate or bound its output.',
  }),
  MNR_IRL_TRUST_REGION_SNAPSHOT: defineError<{ found: string }>({
    summary: 'A snapshot that is not one of a trust region was given to a trust region.',
    kind: 'input',
    message: ({ found }) =>
      `The snapshot of a trust region holds its coefficient as a number; found ${found}.`,
    hint: 'Resume with the same trust region as the run was started with.',
  }),
  MNR_IRL_NOT_CONVERGED: defineError<{ what: string; sweeps: number; error: number; tolerance: number }>({
    summary: 'An exact method did not reach its tolerance.',
    kind: 'runtime',
    message: ({ what, sweeps, error, tolerance }) =>
      `${what} has an error of ${error} after ${sweeps} sweeps; ${tolerance} was asked for.`,
    hint: 'Ask for a tolerance that double precision can resolve (rewards times 1e-14 / (1 - discount)), or a smaller discount.',
  }),
  MNR_IRL_NO_LIKELIHOOD: defineError<{ algorithm: string; missing: string }>({
    summary: 'An algorithm needs the likelihood of actions, and the policy optimizer has none.',
    kind: 'input',
    message: ({ algorithm, missing }) =>
      `${algorithm} needs a policy optimizer with \`${missing}\`; the configured one has none.`,
    hint: 'Set `policy` to an optimizer with a stochastic policy, such as sac.',
  }),
  MNR_IRL_POLICY_LEARNS_FROM_REWARD: defineError<{ algorithm: string }>({
    summary: 'An algorithm without a reward was given a policy optimizer that needs one.',
    kind: 'input',
    message: ({ algorithm }) =>
      `${algorithm} needs a policy optimizer that learns from demonstrations; the configured one maximises a reward.`,
    hint: 'Leave `policy` out, or set its id to inverse-soft-q.',
  }),
  MNR_IRL_DISCOUNT: defineError<{ algorithm: string; discount: number; policyDiscount: number }>({
    summary: 'An algorithm and its policy optimizer discount the future differently.',
    kind: 'input',
    message: ({ algorithm, discount, policyDiscount }) =>
      `${algorithm} discounts by ${discount} (\`algorithm.discount\`), its policy optimizer by ${policyDiscount} (\`policy.gamma\` of sac).`,
    hint: 'Give both the same number: what comes after the end of an episode is weighed by the one and paid by the other.',
  }),
  MNR_IRL_REGION_DISCOUNT: defineError<{ algorithm: string; discount: number; regionDiscount: number }>({
    summary: 'The constant of a trust region was computed for another discount than the algorithm has.',
    kind: 'input',
    message: ({ algorithm, discount, regionDiscount }) =>
      `${algorithm} discounts by ${discount} (\`algorithm.discount\`), its trust region's constant is for ${regionDiscount} (\`trustRegion.discount\`).`,
    hint: 'Set `trustRegion.discount` to that of the algorithm: the constant grows with its horizon cubed.',
  }),
  MNR_IRL_ABSORBING_INPUT: defineError<{ algorithm: string; absorbingStates: boolean }>({
    summary:
      'A reward reads the absorbing flag and the algorithm has no absorbing states, or the other way round.',
    kind: 'input',
    message: ({ algorithm, absorbingStates }) =>
      absorbingStates
        ? `${algorithm} has \`absorbingStates: true\`, but the reward does not read \`absorbing\`: it could not tell the end of an episode from a state.`
        : `${algorithm} has \`absorbingStates: false\`, but the reward reads \`absorbing\`: what it pays after a termination would never be learnt.`,
    hint: ({ absorbingStates }) =>
      absorbingStates
        ? 'Add `absorbing` to `reward.inputs`, or set `algorithm.absorbingStates` to false.'
        : 'Leave `absorbing` out of `reward.inputs`, or set `algorithm.absorbingStates` to true.',
  }),
  MNR_IRL_NO_REPLAY: defineError<{ algorithm: string }>({
    summary: "An algorithm draws its negatives from the policy optimizer's replay, and that has none.",
    kind: 'input',
    message: ({ algorithm }) =>
      `${algorithm} has \`negatives: replay\` and needs a policy optimizer with \`sampleReplay\`; the configured one has none.`,
    hint: 'Set `algorithm.negatives` to rollouts, or `policy` to an off-policy optimizer such as sac.',
  }),
  MNR_IRL_NO_RESETS: defineError<{ algorithm: string }>({
    summary: 'An algorithm begins episodes in states of the expert, and the policy optimizer cannot.',
    kind: 'input',
    message: ({ algorithm }) =>
      `${algorithm} needs a policy optimizer with \`startFromDemonstrations\`; the configured one has none.`,
    hint: 'Set `policy` to sac, or use hype, which needs no such episodes.',
  }),
});
