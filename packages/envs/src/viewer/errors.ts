import { defineError, defineErrors } from '@minorant/core';

/** Errors of the viewer. */
export const viewerErrors = defineErrors({
  MNR_REPLAY_NO_SCENE: defineError<{ environment: string }>({
    summary: 'An environment cannot be drawn.',
    kind: 'input',
    message: ({ environment }) =>
      `${environment} cannot be drawn: it is neither a MuJoCo task nor one drawn in two dimensions.`,
    hint: 'The viewer draws MuJoCo tasks, LunarLander, CartPole and square grid worlds.',
  }),
  MNR_REPLAY_UNKNOWN_STATE: defineError<{ environment: string; reason: string }>({
    summary: 'The states of a recorded episode cannot be recovered.',
    kind: 'input',
    message: ({ environment, reason }) =>
      `The episode cannot be played in ${environment}: ${reason}, and its observations do not show the whole state.`,
    hint: 'Replay it in the environment and with the options it was recorded in, from a file that keeps the seeds.',
  }),
  MNR_REPLAY_EMPTY: defineError<{ what: string }>({
    summary: 'There is no episode to replay.',
    kind: 'input',
    message: ({ what }) => `There is nothing to replay: ${what}.`,
    hint: 'Give at least one episode.',
  }),
});
