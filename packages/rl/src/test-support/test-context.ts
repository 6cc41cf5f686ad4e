import { RandomStreams, type CreateContext, type Environment, type SpaceValue } from '@minorant/core';

/** A context for making one component in a test. */
export function testContext(
  make: () => Environment<SpaceValue>,
  seed = 1,
  extra: Partial<CreateContext> = {},
): CreateContext & { readonly counter: { steps: number; add(steps: number): void } } {
  const { id, observationSpace, actionSpace } = make();
  const counter = {
    steps: 0,
    add(steps: number) {
      counter.steps += steps;
    },
  };
  return {
    random: new RandomStreams(seed),
    execution: 'compiled',
    environment: { id, observationSpace, actionSpace, make: () => Promise.resolve(make()) },
    create: () => Promise.reject(new Error('nothing to create in this test')),
    ...extra,
    counter,
  };
}
