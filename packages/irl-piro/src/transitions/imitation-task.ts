import {
  isDiscreteValue,
  readEpisodes,
  standardisation,
  type CreateContext,
  type EnvironmentContext,
  type Episode,
  type RewardModel,
  type Space,
  type Standardisation,
} from '@minorant/core';

import { errors } from '../errors.js';
import { rowSize } from './row-size.js';
import { transitionRows, type TransitionRows } from './transition-rows.js';

/** How transitions are weighed, the same for the expert's and the policy's. */
export interface ImitationTaskOptions {
  /** Discount (gamma), at least 0 and below 1; the policy's own has to be the same, and `checkDiscount` sees to it. */
  readonly discount: number;
  /** Whether terminated episodes go on in an absorbing state. */
  readonly absorbingStates: boolean;
  /** Whether step t weighs gamma to the power of t in expectations. */
  readonly discounted: boolean;
  /** Whether absorbing states hold the observations of the transition that ended the episode. @defaultValue false */
  readonly lastTransitions?: boolean;
}

/** What every algorithm that learns from demonstrations starts from: the checked demonstrations and their rows. */
export class ImitationTask {
  /** Spaces and id of the task. */
  readonly environment: EnvironmentContext;
  /** The expert's episodes. */
  readonly demonstrations: readonly Episode[];
  /** All expert transitions. */
  readonly expert: TransitionRows;
  readonly #options: ImitationTaskOptions;

  private constructor(
    environment: EnvironmentContext,
    demonstrations: readonly Episode[],
    options: ImitationTaskOptions,
  ) {
    this.environment = environment;
    this.demonstrations = demonstrations;
    this.#options = options;
    this.expert = this.rows(demonstrations);
  }

  /**
   * Reads the demonstrations of a run and checks them against its environment.
   *
   * @throws MinorantError `MNR_IRL_NO_ENVIRONMENT`, `MNR_IRL_NO_DEMONSTRATIONS`, `MNR_IRL_NO_TRANSITIONS`,
   * `MNR_IRL_ACTION_SPACE`, `MNR_IRL_OBSERVATION_SIZE`, `MNR_IRL_ACTION_SIZE` or `MNR_IRL_DISCRETE_VALUE`.
   */
  static async create(
    algorithm: string,
    context: CreateContext,
    options: ImitationTaskOptions,
  ): Promise<ImitationTask> {
    const { environment, demonstrations: source } = context;
    if (!environment) throw errors.MNR_IRL_NO_ENVIRONMENT({ component: algorithm });
    if (!source) throw errors.MNR_IRL_NO_DEMONSTRATIONS({ algorithm });
    const demonstrations = await readEpisodes(source);
    if (demonstrations.length === 0) throw errors.MNR_IRL_NO_TRANSITIONS({ episodes: 0 });
    const where = { source: source.name, environment: environment.id };
    const observationSize = elements(environment.observationSpace);
    const actionSize = elements(environment.actionSpace);
    demonstrations.forEach((episode, index) => {
      if (episode.observationSize !== observationSize) {
        throw errors.MNR_IRL_OBSERVATION_SIZE({
          ...where,
          found: episode.observationSize,
          expected: observationSize,
        });
      }
      if (episode.actionSize !== actionSize) {
        throw errors.MNR_IRL_ACTION_SIZE({ ...where, found: episode.actionSize, expected: actionSize });
      }
      const at = { ...where, episode: index };
      checkDiscrete(environment.observationSpace, episode.observations, { ...at, what: 'observation' });
      checkDiscrete(environment.actionSpace, episode.actions, { ...at, what: 'action' });
    });
    return new ImitationTask(environment, demonstrations, options);
  }

  /** The same task with rows as this reward reads them: with last transitions in absorbing states, or without. */
  readBy(reward: RewardModel): ImitationTask {
    const { lastTransition = false } = reward.inputs;
    if (lastTransition === (this.#options.lastTransitions ?? false)) return this;
    const options = { ...this.#options, lastTransitions: lastTransition };
    return new ImitationTask(this.environment, this.demonstrations, options);
  }

  /** Rows of any episodes of this environment, aligned and weighed like the expert's. */
  rows(episodes: readonly Episode[]): TransitionRows {
    const { observationSpace, actionSpace } = this.environment;
    return transitionRows(episodes, { ...this.#options, observationSpace, actionSpace });
  }

  /** The demonstrations' scale of observations; none for discrete ones, whose one-hot rows stay as they are. */
  standardisation(): { readonly standardisation?: Standardisation } {
    if (this.environment.observationSpace.kind === 'discrete') return {};
    return { standardisation: standardisation(this.demonstrations) };
  }
}

/** Numbers in a recorded value of this space: the elements of a box, one for a discrete space's index. */
function elements(space: Space): number {
  const size = rowSize(space);
  return space.kind === 'discrete' ? 1 : size;
}

/** Whether the values of a discrete space are among its numbers: others would leave their one-hot row, for the next one's. */
function checkDiscrete(
  space: Space,
  values: Float64Array,
  where: { source: string; environment: string; episode: number; what: string },
): void {
  if (space.kind !== 'discrete') return;
  const { start, n } = space;
  const step = values.findIndex((value) => !isDiscreteValue(space, value));
  if (step >= 0) {
    throw errors.MNR_IRL_DISCRETE_VALUE({ ...where, step, value: values[step]!, start, n });
  }
}
