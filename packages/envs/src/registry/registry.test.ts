import { describe, expect, it } from 'vitest';

import { checkEnvironment } from '../checker/check-environment.js';
import { contains } from '../spaces/contains.js';
import { defineEnvironment } from './environment-entry.js';
import { make, registerEnvironment, registeredEnvironments } from './registry.js';

const entries = registeredEnvironments();

describe('every registered environment', () => {
  it.each(entries.map(({ id }) => id))('%s passes the checker', async (id) => {
    const environment = await make(id);
    expect(environment.id).toBe(id);
    expect(checkEnvironment(environment, { steps: 24 }).errors).toEqual([]);
    environment.dispose();
  });

  it.each(entries.filter((entry) => entry.maxEpisodeSteps !== undefined))(
    '$id is truncated where its time limit says',
    async ({ id }) => {
      const environment = await make(id, { maxEpisodeSteps: 1 });
      expect(environment.maxEpisodeSteps).toBe(1);
      const { observation } = environment.reset({ seed: 3 });
      expect(contains(environment.observationSpace, observation)).toBe(true);
      const { actionSpace } = environment;
      const action = actionSpace.kind === 'box' ? new Float64Array(actionSpace.low.length) : 0;
      expect(environment.step(action).truncated).toBe(true);
      environment.dispose();
    },
  );
});

describe('make', () => {
  it('says which ids there are and which option is wrong', async () => {
    await expect(make('Hopper-v3')).rejects.toThrow(
      /no environment Hopper-v3. Registered: Hopper-v4, Hopper-v5\./,
    );
    await expect(make('Nowhere-v0')).rejects.toThrow(/Registered: .*Ant-v4.*Walker2d-v5/);
    await expect(make('Hopper-v4', { healthyreward: 1 })).rejects.toThrow(
      /options of Hopper-v4.*healthyreward/,
    );
    await expect(make('Hopper-v4', { frameSkip: 0 })).rejects.toThrow(/frameSkip/);
  });

  it('takes options', async () => {
    const environment = await make('Ant-v4', { useContactForces: true, maxEpisodeSteps: null });
    expect(environment.observationSpace).toMatchObject({ shape: [111] });
    expect(environment.maxEpisodeSteps).toBeUndefined();
    environment.dispose();
  });

  it('finds what is registered, once', async () => {
    const cartPole = entries.find(({ id }) => id === 'CartPole-v1')!;
    const own = defineEnvironment({ ...cartPole, id: 'Own-v0', maxEpisodeSteps: 5 });
    registerEnvironment(own);
    const environment = await make('Own-v0');
    expect(environment.maxEpisodeSteps).toBe(5);
    environment.dispose();
    expect(() => registerEnvironment(own)).toThrow(/Own-v0 is registered already/);
  });
});
