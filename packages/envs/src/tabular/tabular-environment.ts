import type {
  DiscreteSpace,
  ResetOptions,
  ResetResult,
  Snapshot,
  Space,
  SpaceValue,
  StepResult,
  TabularEnvironment as TabularEnvironmentContract,
  TabularMdp,
} from '@minorant/core';

import { errors } from '../errors.js';
import { Pcg64 } from '../random/pcg64.js';
import { checkTabularMdp } from './check-tabular-mdp.js';
import { cumulativeDraw } from './cumulative-draw.js';

/** What a {@link TabularEnvironment} shows of its state. */
export type TabularObservation = 'features' | 'one-hot' | 'discrete';

/** Options of {@link TabularEnvironment}. */
export interface TabularEnvironmentOptions {
  /**
   * `features` is the table's own row, `one-hot` a unit vector `[S]`, `discrete` the state's number.
   * @defaultValue features
   */
  readonly observation?: TabularObservation;
}

/**
 * Samples episodes from the tables of a finite MDP: what an exact method computes and what a sampling method sees are the
 * same task. A step's reward is that of the state it leaves; an episode terminates on entering an absorbing state.
 */
export class TabularEnvironment implements TabularEnvironmentContract<SpaceValue> {
  readonly specificationVersion = 'v1';
  readonly observationSpace: Space;
  readonly actionSpace: DiscreteSpace;
  readonly #observation: TabularObservation;
  readonly #random = new Pcg64();
  #state: number | undefined;

  /** @throws MNR_TABULAR_NOT_AN_MDP when the tables are not those of an MDP. */
  constructor(
    readonly id: string,
    readonly mdp: TabularMdp,
    options: TabularEnvironmentOptions = {},
  ) {
    checkTabularMdp(mdp);
    this.#observation = options.observation ?? 'features';
    this.observationSpace = tabularSpace(mdp, this.#observation);
    this.actionSpace = { kind: 'discrete', n: mdp.actions, start: 0 };
  }

  reset({ seed }: ResetOptions = {}): ResetResult<SpaceValue> {
    if (seed !== undefined) this.#random.seed(seed);
    this.#state = cumulativeDraw(this.mdp.initial, this.#random.random());
    return { observation: this.#observe(this.#state), info: { state: this.#state } };
  }

  step(action: SpaceValue): StepResult<SpaceValue> {
    const { actions, reward, transitions, absorbing } = this.mdp;
    if (this.#state === undefined) throw errors.MNR_ENVIRONMENT_NOT_RESET({ id: this.id });
    if (typeof action !== 'number' || !Number.isInteger(action) || action < 0 || action >= actions)
      throw errors.MNR_ENVIRONMENT_ACTION({ id: this.id, expected: `an integer from 0 to ${actions - 1}` });
    const row = this.#state * actions + action;
    const { rowStarts, nextStates, probabilities } = transitions;
    const draw = this.#random.random();
    const entry = cumulativeDraw(probabilities, draw, rowStarts[row], rowStarts[row + 1]);
    const received = reward.values[reward.of === 'state' ? this.#state : row]!;
    this.#state = nextStates[entry]!;
    return {
      observation: this.#observe(this.#state),
      reward: received,
      terminated: absorbing[this.#state] === 1,
      truncated: false,
      info: { state: this.#state },
    };
  }

  snapshot(): Snapshot {
    return { values: { state: this.#state ?? null }, parts: { random: this.#random.snapshot() } };
  }

  restore(snapshot: Snapshot): void {
    const { state } = snapshot.values as { state: number | null };
    this.#state = state ?? undefined;
    this.#random.restore(snapshot.parts!['random']!);
  }

  dispose(): void {
    this.#state = undefined;
  }

  #observe(state: number): SpaceValue {
    if (this.#observation === 'discrete') return state;
    if (this.#observation === 'features') {
      return this.mdp.features.slice(state * this.mdp.featureCount, (state + 1) * this.mdp.featureCount);
    }
    const row = new Float64Array(this.mdp.states);
    row[state] = 1;
    return row;
  }
}

/** The space of what is shown; the bounds of features are the smallest and largest that occur. */
function tabularSpace(mdp: TabularMdp, observation: TabularObservation): Space {
  if (observation === 'discrete') return { kind: 'discrete', n: mdp.states, start: 0 };
  const size = observation === 'one-hot' ? mdp.states : mdp.featureCount;
  const low = new Float64Array(size);
  const high = new Float64Array(size).fill(1);
  if (observation === 'features') {
    low.fill(Infinity);
    high.fill(-Infinity);
    for (const [index, value] of mdp.features.entries()) {
      low[index % size] = Math.min(low[index % size]!, value);
      high[index % size] = Math.max(high[index % size]!, value);
    }
  }
  return { kind: 'box', shape: [size], dtype: 'float64', low, high };
}
