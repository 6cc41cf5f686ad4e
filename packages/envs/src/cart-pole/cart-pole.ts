import type {
  BoxSpace,
  DiscreteSpace,
  Environment,
  ResetOptions,
  ResetResult,
  Snapshot,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { taskErrors } from '../task-errors.js';
import { Pcg64 } from '../random/pcg64.js';
import {
  CART_POLE_MAX_ANGLE,
  CART_POLE_MAX_POSITION,
  cartPoleFailed,
  cartPoleStep,
  type CartPoleState,
} from './cart-pole-dynamics.js';
import type { CartPoleOptions } from './cart-pole-options.js';

const START = 0.05;
const limits = Float64Array.of(
  Math.fround(2 * CART_POLE_MAX_POSITION),
  Infinity,
  Math.fround(2 * CART_POLE_MAX_ANGLE),
  Infinity,
);

/** Gymnasium's `CartPole-v1` (`CartPole-v0` differs by its time limit only): balance a pole on a cart, reward 1 a step. */
export class CartPole implements Environment {
  readonly specificationVersion = 'v1';
  readonly observationSpace: BoxSpace = {
    kind: 'box',
    shape: [4],
    dtype: 'float32',
    low: limits.map((limit) => -limit),
    high: limits,
  };
  readonly actionSpace: DiscreteSpace = { kind: 'discrete', n: 2, start: 0 };
  readonly #suttonBartoReward: boolean;
  readonly #random = new Pcg64();
  #state: CartPoleState | undefined;

  constructor(
    options: CartPoleOptions = {},
    readonly id = 'CartPole-v1',
  ) {
    this.#suttonBartoReward = options.suttonBartoReward ?? false;
  }

  /** `options.low` and `options.high` replace the bounds -0.05 and 0.05 of the four starting coordinates. */
  reset({ seed, options = {} }: ResetOptions = {}): ResetResult {
    if (seed !== undefined) this.#random.seed(seed);
    const low = startBound(options['low'], -START);
    const high = startBound(options['high'], START);
    if (low > high) throw taskErrors.MNR_CART_POLE_START({ low: String(low), high: String(high) });
    const draw = (): number => this.#random.uniform(low, high);
    this.#state = [draw(), draw(), draw(), draw()];
    return { observation: observe(this.#state), info: {} };
  }

  step(action: SpaceValue): StepResult {
    if (this.#state === undefined) throw errors.MNR_ENVIRONMENT_NOT_RESET({ id: this.id });
    if (action !== 0 && action !== 1)
      throw errors.MNR_ENVIRONMENT_ACTION({ id: this.id, expected: '0 (push left) or 1 (push right)' });
    const fellBefore = cartPoleFailed(this.#state);
    this.#state = cartPoleStep(this.#state, action);
    const terminated = cartPoleFailed(this.#state);
    const reward = this.#suttonBartoReward ? (terminated ? -1 : 0) : fellBefore && terminated ? 0 : 1;
    return { observation: observe(this.#state), reward, terminated, truncated: false, info: {} };
  }

  snapshot(): Snapshot {
    return {
      values: { state: this.#state ? [...this.#state] : null },
      parts: { random: this.#random.snapshot() },
    };
  }

  restore(snapshot: Snapshot): void {
    const { state } = snapshot.values as { state: [number, number, number, number] | null };
    this.#state = state ?? undefined;
    this.#random.restore(snapshot.parts!['random']!);
  }

  dispose(): void {
    this.#state = undefined;
  }
}

function observe(state: CartPoleState): Float64Array {
  return Float64Array.from(state, Math.fround);
}

function startBound(value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw taskErrors.MNR_CART_POLE_START({ low: typeof value, high: typeof value });
}
