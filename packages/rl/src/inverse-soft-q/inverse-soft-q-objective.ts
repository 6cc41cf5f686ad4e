import * as tf from '@tensorflow/tfjs';

import type { CriticObjective } from '../sac/critic-objective.js';

/** Options of {@link inverseSoftQObjective}. */
export interface InverseSoftQObjectiveOptions {
  /** How the value of the initial states is estimated. */
  readonly initialValue: 'value' | 'v0' | 'value-expert';
  /** Whose transitions the chi-squared regularisation sees. */
  readonly regularisation: 'both' | 'expert';
}

/**
 * The objective of IQ-Learn (Garg et al., NeurIPS 2021, arXiv 2106.12142, Eq. 10 with the chi-squared divergence), as a loss
 * for the critics. With the implied reward `r = Q(s, a) - gamma (1 - d) V(s')`:
 *
 * `loss = -E_expert[r] + (1 - gamma) E_initial[V] + 1/2 E[r^2]`
 *
 * The middle term is estimated in one of three ways: `v0` takes the expert's states for initial ones; `value` uses the
 * telescoped form `E[V(s) - gamma (1 - d) V(s')]` over all transitions (any policy's transitions may stand there), and
 * `value-expert` over the expert's alone.
 */
export function inverseSoftQObjective(options: InverseSoftQObjectiveOptions): CriticObjective {
  return ({ values, stateValues, nextDiscounted, demonstration, discount }) => {
    const critics = values.shape[0];
    const all = tf.onesLike(demonstration);
    /** Mean over critics and the rows that a mask selects. */
    const mean = (terms: tf.Tensor, mask: tf.Tensor1D): tf.Scalar =>
      tf.div(tf.sum(tf.mul(terms, mask)), tf.mul(critics, tf.maximum(tf.sum(mask), 1)));
    const rewards = tf.sub(values, nextDiscounted);
    const advantage = tf.sub(stateValues, nextDiscounted);
    const initial = {
      v0: () => tf.mul<tf.Scalar>(1 - discount, mean(stateValues, demonstration)),
      value: () => mean(advantage, all),
      'value-expert': () => mean(advantage, demonstration),
    }[options.initialValue]();
    const squares = mean(tf.square(rewards), options.regularisation === 'both' ? all : demonstration);
    return tf.add(tf.sub(initial, mean(rewards, demonstration)), tf.mul(0.5, squares));
  };
}
