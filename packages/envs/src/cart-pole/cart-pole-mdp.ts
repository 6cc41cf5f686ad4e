import type { TabularMdp } from '@minorant/core';

import { checkedOptions } from '../checked-options.js';
import { buildTabularMdp } from '../tabular/build-tabular-mdp.js';
import {
  CART_POLE_MAX_ANGLE,
  CART_POLE_MAX_POSITION,
  cartPoleFailed,
  cartPoleStep,
  type CartPoleState,
} from './cart-pole-dynamics.js';
import { cartPoleMdpOptionsSchema, type CartPoleMdpOptions } from './cart-pole-options.js';
import { InterpolationGrid } from './interpolation-grid.js';

/** Velocities are cut off here: a cart or pole that is faster fails within a few steps whatever is done. */
const MAX_VELOCITIES = [3, 3.5] as const;

/** The grid over the states that have not failed. */
export function cartPoleGrid(nodes: readonly [number, number, number, number]): InterpolationGrid {
  const high = [CART_POLE_MAX_POSITION, MAX_VELOCITIES[0], CART_POLE_MAX_ANGLE, MAX_VELOCITIES[1]];
  return new InterpolationGrid(
    high.map((limit) => -limit),
    high,
    nodes,
  );
}

/**
 * CartPole as a finite MDP, for exact methods (arXiv 2509.23135, appendix D.2: |A| = 2, R = 1, gamma = 0.9).
 *
 * States are the nodes of a regular grid over the four coordinates, and one absorbing state for failure. From a node the
 * exact dynamics give one successor; it is shared among the 16 nodes around it with the weights of multilinear
 * interpolation, which are non-negative and sum to 1, so the table is an MDP whose values approximate the task's
 * (Munos and Moore, Machine Learning 49, 2002). Reward 1 until failure, 0 afterwards.
 *
 * Features: the four coordinates scaled to `[-1, 1]` and one flag for failure, `[S, 5]`.
 *
 * @throws MNR_ENVIRONMENT_OPTIONS when a coordinate has fewer than two nodes.
 */
export function cartPoleMdp(options: CartPoleMdpOptions = {}): TabularMdp {
  const { nodes, discount } = checkedOptions('TabularCartPole-v0', cartPoleMdpOptionsSchema, options);
  const grid = cartPoleGrid(nodes);
  const failure = grid.size;
  const initial = grid.uniformWeights([-0.05, -0.05, -0.05, -0.05], [0.05, 0.05, 0.05, 0.05]);
  return buildTabularMdp({
    states: grid.size + 1,
    actions: 2,
    discount,
    successors: (state, action) => {
      const next = cartPoleStep(grid.point(state) as unknown as CartPoleState, action);
      return cartPoleFailed(next) ? [{ state: failure, probability: 1 }] : grid.weights(next);
    },
    initial: (state) => initial[state] ?? 0,
    reward: (state) => (state === failure ? 0 : 1),
    rewardOf: 'state',
    absorbing: (state) => state === failure,
    features: (state) => (state === failure ? [0, 0, 0, 0, 1] : [...grid.scaledPoint(state), 0]),
  });
}
