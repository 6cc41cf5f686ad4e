import type { Space } from '@minorant/core';

const GOAL_KEYS = ['observation', 'achieved_goal', 'desired_goal'];

/** Checks the form of both spaces. */
export function checkSpaces(
  observations: Space,
  actions: Space,
  errors: Set<string>,
  warnings: Set<string>,
): void {
  checkForm(observations, 'The observation space', errors);
  checkForm(actions, 'The action space', errors);
  if (errors.size > 0) return;
  if (observations.kind === 'dict') {
    const present = GOAL_KEYS.filter((key) => key in observations.spaces);
    if (present.length > 1 && present.length < GOAL_KEYS.length)
      errors.add(
        `A goal-conditioned observation has the keys ${GOAL_KEYS.join(', ')}; found ${present.join(', ')}.`,
      );
    if (Object.values(observations.spaces).some((part) => part.kind === 'dict' || part.kind === 'tuple'))
      warnings.add('The observation space is nested: most algorithms take one level at most.');
  }
  if (observations.kind === 'tuple')
    warnings.add(
      'The observation space is a tuple: most algorithms take a box, a discrete space or a dictionary.',
    );
  if (actions.kind === 'dict' || actions.kind === 'tuple')
    warnings.add('The action space is composed: most algorithms take a box or a discrete space.');
  if (actions.kind === 'box') {
    if (actions.low.some((low, i) => !Number.isFinite(low) || !Number.isFinite(actions.high[i]!)))
      errors.add('The action space is unbounded: a continuous action needs finite bounds.');
    else if (actions.low.some((low, i) => low !== -actions.high[i]! || actions.high[i]! > 1))
      warnings.add(
        'The action space is not symmetric or not within [-1, 1]: policies explore badly there; see RescaleAction.',
      );
    if (actions.dtype !== 'float32') warnings.add(`Actions are ${actions.dtype}; float32 is usual.`);
  }
  if (actions.kind === 'discrete' && actions.start !== 0)
    errors.add(`Discrete actions start at ${actions.start}; algorithms expect 0.`);
}

function checkForm(space: Space, name: string, errors: Set<string>): void {
  if (space.kind === 'dict' || space.kind === 'tuple') {
    const parts = Object.entries(space.spaces);
    if (parts.length === 0) errors.add(`${name} has no parts.`);
    for (const [key, part] of parts) checkForm(part, `${name} at "${key}"`, errors);
    return;
  }
  if (space.kind === 'box') {
    const size = space.shape.reduce((product, n) => product * n, 1);
    if (space.low.length !== size || space.high.length !== size)
      errors.add(
        `${name} has ${space.low.length} and ${space.high.length} bounds for shape [${space.shape.join(', ')}].`,
      );
    if (space.low.some((low, i) => !(low <= space.high[i]!)))
      errors.add(`${name} has a lower bound above its upper bound, or one that is not a number.`);
    return;
  }
  const sizes = space.kind === 'multi-discrete' ? space.nvec : [space.n];
  if (sizes.length === 0 || sizes.some((n) => !Number.isInteger(n) || n < 1))
    errors.add(`${name} needs sizes from one up.`);
}
