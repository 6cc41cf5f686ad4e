import type { TabularMdp } from '@minorant/core';

import { taskErrors } from '../task-errors.js';

const TOLERANCE = 1e-9;

/**
 * Checks that the tables are those of an MDP: sizes fit, rows and the initial distribution are probability
 * distributions, absorbing states lead to themselves, rewards and features are finite, the discount is in `[0, 1)`.
 *
 * @throws MNR_TABULAR_NOT_AN_MDP naming the first table that is wrong.
 */
export function checkTabularMdp(mdp: TabularMdp): void {
  const { states, actions, transitions, discount } = mdp;
  const { rowStarts, nextStates, probabilities } = transitions;
  const rows = states * actions;
  requireThat(discount >= 0 && discount < 1, 'discount', `${discount}`, 'a number in [0, 1)');
  requireLength('initial', mdp.initial.length, states);
  requireLength('absorbing', mdp.absorbing.length, states);
  requireLength('features', mdp.features.length, states * mdp.featureCount);
  requireLength('reward.values', mdp.reward.values.length, mdp.reward.of === 'state' ? states : rows);
  requireLength('transitions.rowStarts', rowStarts.length, rows + 1);
  requireLength('transitions.probabilities', probabilities.length, nextStates.length);
  requireThat(
    rowStarts[0] === 0 && rowStarts[rows] === nextStates.length,
    'transitions.rowStarts',
    `${rowStarts[0]!} to ${rowStarts[rows]!}`,
    `0 to ${nextStates.length}`,
  );
  requireThat(
    Math.abs(mdp.initial.reduce((sum, p) => sum + p, 0) - 1) < TOLERANCE && mdp.initial.every((p) => p >= 0),
    'initial',
    'no distribution',
    'probabilities that sum to 1',
  );
  requireThat(mdp.reward.values.every(Number.isFinite), 'reward.values', 'not finite', 'finite numbers');
  requireThat(mdp.features.every(Number.isFinite), 'features', 'not finite', 'finite numbers');
  for (let row = 0; row < rows; row++) checkRow(mdp, row);
}

function checkRow(mdp: TabularMdp, row: number): void {
  const { rowStarts, nextStates, probabilities } = mdp.transitions;
  const state = Math.floor(row / mdp.actions);
  const name = `transitions of state ${state}, action ${row % mdp.actions}`;
  let sum = 0;
  for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
    const next = nextStates[entry]!;
    requireThat(next >= 0 && next < mdp.states, name, `next state ${next}`, `0 to ${mdp.states - 1}`);
    requireThat(probabilities[entry]! > 0, name, `probability ${probabilities[entry]!}`, 'positive entries');
    requireThat(
      mdp.absorbing[state] === 0 || next === state,
      name,
      `next state ${next}`,
      'itself (absorbing)',
    );
    sum += probabilities[entry]!;
  }
  requireThat(Math.abs(sum - 1) < TOLERANCE, name, `a sum of ${sum}`, 'a sum of 1');
}

function requireLength(table: string, actual: number, expected: number): void {
  requireThat(actual === expected, table, `length ${actual}`, `length ${expected}`);
}

function requireThat(condition: boolean, table: string, actual: string, expected: string): void {
  if (!condition) throw taskErrors.MNR_TABULAR_NOT_AN_MDP({ table, actual, expected });
}
