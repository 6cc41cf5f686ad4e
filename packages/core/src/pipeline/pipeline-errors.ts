import { defineError, defineErrors } from '../errors/define-errors.js';

/** Errors of runs. */
export const pipelineErrors = defineErrors({
  MNR_RUN_NOT_CHOSEN: defineError<{ slot: string; asker: string; registered: readonly string[] }>({
    summary: 'A component is needed, but the configuration chooses none and there is no default.',
    kind: 'input',
    message: ({ slot, asker, registered }) =>
      `${asker} needs a ${slot}, but none is chosen. Registered: ${registered.join(', ') || 'none'}.`,
    hint: ({ slot }) => `Add ${slot} to the configuration.`,
  }),
  MNR_RUN_OUTPUT_NOT_EMPTY: defineError<{ path: string }>({
    summary: 'The folder of a new run holds something already.',
    kind: 'input',
    message: ({ path }) => `The run's folder ${path} is not empty.`,
    hint: 'Choose another output folder, or resume the run that is in it.',
  }),
  MNR_RUN_NOT_A_RUN: defineError<{ path: string; problem: string }>({
    summary: 'A folder given as a run is not one.',
    kind: 'input',
    message: ({ path, problem }) => `${path} is not the folder of a run: ${problem}.`,
    hint: 'Give the folder that a run wrote: it holds config.yaml.',
  }),
  MNR_RUN_NO_CHECKPOINT: defineError<{ path: string; problem: string }>({
    summary: 'A run cannot be resumed, since it keeps no checkpoints or they are gone.',
    kind: 'input',
    message: ({ path, problem }) => `The run ${path} cannot be resumed: ${problem}.`,
    hint: 'Start it again with its config.yaml and a new output folder. Nothing was changed in this one.',
  }),
  MNR_RUN_BUDGET_SPENT: defineError<{ path: string; done: string; wanted: string; finished: boolean }>({
    summary: 'A run was to go on to a budget that it has spent already.',
    kind: 'input',
    message: ({ path, done, wanted }) =>
      `The run ${path} is at ${done} already; it was to go on to ${wanted}.`,
    hint: ({ finished }) =>
      finished
        ? 'Its algorithm has finished, whatever the budget: give an earlier checkpoint. Nothing was changed.'
        : 'Give a larger budget, counted from the beginning of the run, or an earlier checkpoint. Nothing was changed.',
  }),
  MNR_RUN_ENDLESS: defineError<{ algorithm: string }>({
    summary: 'A run would never end: its budget counts environment steps, and it has no environment.',
    kind: 'input',
    message: ({ algorithm }) =>
      `The run of ${algorithm} would never end: its budget counts environment steps, and it has no environment.`,
    hint: 'Give budget.iterations (for a reward learnt from recorded preferences, its epochs) or budget.seconds.',
  }),
  MNR_RUN_NO_OUTPUT: defineError<{ what: string }>({
    summary: 'Something needs the folder of a run that has none.',
    kind: 'input',
    message: ({ what }) => `${what} needs a folder, but the run has none.`,
    hint: 'Give the run a folder (output).',
  }),
  MNR_RUN_NOTHING_TO_EVALUATE: defineError<{ missing: string }>({
    summary: 'A run without an environment or without a policy was asked to play episodes.',
    kind: 'input',
    message: ({ missing }) => `The run has no ${missing}, so there are no episodes to play.`,
    hint: 'Choose an environment and an algorithm that trains a policy, or set evaluation to false.',
  }),
  MNR_RUN_EPISODES: defineError<{ episodes: number }>({
    summary: 'A run was asked to play no episodes, or a part of one.',
    kind: 'input',
    message: ({ episodes }) => `The run was asked to play ${episodes} episodes.`,
    hint: 'Give a whole number of at least 1.',
  }),
  MNR_RUN_ACTION_SPACE: defineError<{ kind: string; environment: string }>({
    summary: 'An environment has an action space that policies cannot act in.',
    kind: 'input',
    message: ({ kind, environment }) =>
      `The actions of ${environment} form a ${kind} space; policies act in box and discrete spaces.`,
    hint: 'Wrap the environment so that its actions are a box or discrete.',
  }),
  MNR_RUN_NOT_FINITE: defineError<{
    what: string;
    value: number;
    iteration: number;
    steps: number;
    checkpoint: string | undefined;
  }>({
    summary: 'A metric became NaN or infinite; the run stopped before anything was overwritten.',
    kind: 'runtime',
    message: ({ what, value, iteration, steps }) =>
      `${what} is ${value} in iteration ${iteration} (after ${steps} steps).`,
    // Resumed with the same configuration, the run would come to the same number again.
    hint: ({ checkpoint }) =>
      `Start a new run with lower learning rates or clipped gradients. ${
        checkpoint === undefined
          ? 'Of this one no checkpoint was saved.'
          : `The checkpoint ${checkpoint} of this one is from before it.`
      }`,
  }),
  MNR_RUN_REWARD_NOT_FINITE: defineError<{ environment: string; what: string; value: number }>({
    summary: 'An environment returned a reward or an observation that is not a finite number.',
    kind: 'runtime',
    message: ({ environment, what, value }) => `The environment ${environment} returned ${what} ${value}.`,
    hint: 'The simulation has diverged: look at the actions that led there, or use a smaller time step.',
  }),
  MNR_RUN_ENVIRONMENT: defineError<{ environment: string; where: string; problem: string }>({
    summary: 'An environment failed in reset or step.',
    kind: 'runtime',
    message: ({ environment, where, problem }) =>
      `The environment ${environment} failed in ${where}: ${problem}`,
    hint: 'The cause of this error says more; the run can be resumed from its last checkpoint.',
  }),
  MNR_RUN_ENVIRONMENT_RESULT: defineError<{
    environment: string;
    where: string;
    found: string;
    expected: string;
  }>({
    summary: 'An environment returned something from reset or step that its contract does not allow.',
    kind: 'input',
    message: ({ environment, where, found, expected }) =>
      `The environment ${environment} returned ${found} from ${where}; expected ${expected}.`,
    hint: 'Correct the environment. `checkEnvironment` of @minorant/envs finds this and more without a run.',
  }),
  MNR_RUN_POLICY_IGNORES_REWARD: defineError<{ algorithm: string }>({
    summary:
      'An algorithm that trains its policy on a reward was given a policy optimizer that ignores rewards.',
    kind: 'input',
    message: ({ algorithm }) =>
      `${algorithm} trains its policy on a reward; the configured policy optimizer learns from demonstrations alone.`,
    hint: 'Leave `policy` out, or set it to an optimizer that maximises a reward, such as sac.',
  }),
  MNR_RUN_LOCKED: defineError<{ path: string; holder: number }>({
    summary: 'A run was to be written while another process writes it.',
    kind: 'input',
    message: ({ path, holder }) => `The run ${path} is being written by the process ${holder}.`,
    hint: 'Wait for it, or stop it (Ctrl-C saves the run). In a copy of a run that is under way, remove run.lock.',
  }),
  MNR_RUN_BUSY: defineError<object>({
    summary: 'A run was asked to train while it is training.',
    kind: 'input',
    message: () => 'The run is training already.',
    hint: 'Await the first train() before calling it again.',
  }),
  MNR_RUN_DISPOSED: defineError<object>({
    summary: 'A run was used after it had been disposed of.',
    kind: 'input',
    message: () => 'The run has been disposed of.',
    hint: 'Call dispose() last.',
  }),
});
