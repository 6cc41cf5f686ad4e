import { episodeSchema, ListDataSource, type CreateContext, type Episode, type Space } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { ImitationTask } from './imitation-task.js';

const discrete = (n: number, start = 0): Space => ({ kind: 'discrete', n, start });

/** A task of three observations from 5 on and two actions, with these demonstrations. */
function create(...episodes: { observations: number[]; actions: number[] }[]): Promise<ImitationTask> {
  return createFor(discrete(2), 1, ...episodes);
}

function createFor(
  actionSpace: Space,
  actionSize: number,
  ...episodes: { observations: number[]; actions: number[] }[]
): Promise<ImitationTask> {
  const items = episodes.map(({ observations, actions }): Episode => {
    const length = actions.length / actionSize;
    return {
      ...{ length, observationSize: 1, actionSize, rewards: new Float64Array(length) },
      observations: Float64Array.from(observations),
      actions: Float64Array.from(actions),
      ...{ terminations: new Uint8Array(length), truncations: new Uint8Array(length).fill(1, length - 1) },
    };
  });
  const context = {
    demonstrations: new ListDataSource({ name: 'expert.hdf5', items, schema: episodeSchema }),
    environment: { id: 'Small-v0', observationSpace: discrete(3, 5), actionSpace },
  };
  const options = { discount: 0.9, absorbingStates: true, discounted: false };
  return ImitationTask.create('test', context as unknown as CreateContext, options);
}

const good = { observations: [5, 6, 7], actions: [0, 1] };

describe('ImitationTask', () => {
  it('takes the numbers of discrete spaces', async () => {
    expect((await create(good, good)).expert.count).toBe(4);
  });

  it('says that it is the space where that is what it cannot learn in, and not the demonstrations', async () => {
    const pair = { kind: 'multi-discrete', nvec: [2, 2] } as const;
    const pairs = { observations: [5, 6, 7], actions: [0, 1, 1, 0] };
    await expect(createFor(pair, 2, pairs)).rejects.toMatchObject({
      code: 'MNR_IRL_ACTION_SPACE',
      message: expect.stringContaining('multi-discrete') as string,
    });
  });

  it.each([
    ['observation 8', 2, { ...good, observations: [5, 6, 8] }],
    ['observation 4', 0, { ...good, observations: [4, 6, 7] }],
    ['observation 5.5', 1, { ...good, observations: [5, 5.5, 7] }],
    ['action 2', 1, { ...good, actions: [0, 2] }],
    ['action -1', 0, { ...good, actions: [-1, 0] }],
  ])('refuses the %s, and says where it is', async (what, step, bad) => {
    await expect(create(good, bad)).rejects.toMatchObject({
      code: 'MNR_IRL_DISCRETE_VALUE',
      message: expect.stringContaining(`the ${what} (episode 1, step ${step}); Small-v0`) as string,
    });
  });
});
