import {
  digest,
  RandomStream,
  type Episode,
  type ImproveReport,
  type PolicyOptimizer,
  type RewardBatch,
  type RewardSource,
  type Space,
  type Stateful,
  type StepCounter,
} from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

import { ActionReward } from './action-reward.js';
import type { ConformanceSuite } from './suite.js';
import { comparable, expectFinite, expectNoLeak, numbers } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** A policy optimizer in the world it was made for. */
export interface PolicyOptimizerFixture {
  /** The optimizer, with its own step counter and streams. */
  readonly policy: PolicyOptimizer;
  /** The counter that was in its create context. */
  readonly counter: StepCounter;
  /** The random streams of its create context, saved and restored beside it as the pipeline does. */
  readonly random?: Stateful;
}

/** What the suite needs of a policy optimizer: one on a small task, with options that make a round quick. */
export interface PolicyOptimizerSubject {
  /** Makes a fresh instance. */
  create(seed: number): PolicyOptimizerFixture | Promise<PolicyOptimizerFixture>;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** What it is trained on here. @defaultValue `'environment'` */
  readonly reward?: RewardSource;
}

async function withPolicy(
  subject: PolicyOptimizerSubject,
  use: (fixture: PolicyOptimizerFixture) => Promise<void>,
  seed = 1,
): Promise<void> {
  const fixture = await subject.create(seed);
  try {
    await use(fixture);
  } finally {
    fixture.policy.dispose();
  }
}

const observations = ({ observationSize }: PolicyOptimizerSubject, count: number): Float64Array =>
  Float64Array.from({ length: count * observationSize }, (_, i) => Math.sin(i + 1));

const improve = (
  subject: PolicyOptimizerSubject,
  { policy }: PolicyOptimizerFixture,
  reward: RewardSource = subject.reward ?? 'environment',
) => policy.improve({ reward, rounds: 1 });

/** All bits of the policy: a discrete one can act alike after one round. */
const bits = async ({ policy }: PolicyOptimizerFixture): Promise<string> =>
  digest(await policy.policySnapshot());

/** Actions on fixed observations after a round: a fingerprint of everything the policy has become. */
async function fingerprint(
  subject: PolicyOptimizerSubject,
  fixture: PolicyOptimizerFixture,
): Promise<number[]> {
  await improve(subject, fixture);
  return [...(await fixture.policy.act(observations(subject, 5), { deterministic: true }))];
}

/** What an improvement came to, whatever the optimizer counts. */
const work = ({ environmentSteps, updates }: ImproveReport): number => environmentSteps + updates;

/** Aborts what trains on it as soon as it is looked at. */
class AbortingReward extends ActionReward {
  constructor(
    scale: number,
    readonly abort: AbortController,
  ) {
    super(scale);
  }

  override predict(batch: RewardBatch): tf.Tensor1D {
    this.abort.abort();
    return super.predict(batch);
  }
}

/** What every policy optimizer must do. */
export const policyOptimizerSuite: ConformanceSuite<PolicyOptimizerSubject> = {
  contract: 'policy-optimizer v1',
  checks: [
    {
      name: 'says which contract it implements',
      run: (subject) =>
        withPolicy(subject, ({ policy }) => {
          expect(policy.specificationVersion).toBe('v1');
          return Promise.resolve();
        }),
    },
    {
      name: 'discounts by at least 0 and less than 1, if it says how',
      run: (subject) =>
        withPolicy(subject, ({ policy: { discount = 0 } }) => {
          expect(discount).toBeGreaterThanOrEqual(0);
          expect(discount).toBeLessThan(1);
          return Promise.resolve();
        }),
    },
    {
      name: 'acts on a batch, within the action space, and always alike when deterministic',
      run: (subject) =>
        withPolicy(subject, async ({ policy }) => {
          const space = subject.actionSpace;
          const size = space.kind === 'box' ? space.low.length : 1;
          const batch = observations(subject, 3);
          for (const deterministic of [true, false]) {
            const actions = await policy.act(batch, { deterministic });
            expect(actions.length).toBe(3 * size);
            expectFinite(actions, 'an action');
            actions.forEach((action, i) => {
              const [low, high] =
                space.kind === 'box'
                  ? [space.low[i % size]!, space.high[i % size]!]
                  : space.kind === 'discrete'
                    ? [space.start, space.start + space.n - 1]
                    : [-Infinity, Infinity];
              expect(action).toBeGreaterThanOrEqual(low);
              expect(action).toBeLessThanOrEqual(high);
            });
          }
          const options = { deterministic: true };
          expect(await policy.act(batch, options)).toEqual(await policy.act(batch, options));
        }),
    },
    {
      name: 'computes as a function of tensors what it does when deterministic, if it is such a function',
      run: (subject) =>
        withPolicy(subject, async (fixture) => {
          const { policy } = fixture;
          if (!policy.mostLikelyActions) return;
          await improve(subject, fixture);
          const batch = observations(subject, 4);
          const rows = tf.tensor2d(Float32Array.from(batch), [4, subject.observationSize]);
          const actions = policy.mostLikelyActions(rows);
          const computed = numbers(actions);
          tf.dispose([rows, actions]);
          const done = [...(await policy.act(batch, { deterministic: true }))];
          expect(computed.length).toBe(done.length);
          done.forEach((action, i) => expect(computed[i]).toBeCloseTo(action, 4));
        }),
    },
    {
      name: 'rolls out whole episodes and counts their steps',
      run: (subject) =>
        withPolicy(subject, async ({ policy, counter }) => {
          const before = counter.steps;
          const episodes = await policy.rollout({ minimumSteps: 30 });
          const steps = episodes.reduce((sum, episode) => sum + episode.length, 0);
          expect(steps).toBeGreaterThanOrEqual(30);
          expect(counter.steps - before, 'counted steps').toBe(steps);
          for (const episode of episodes) {
            const { length, observationSize, actionSize } = episode;
            expect(observationSize).toBe(subject.observationSize);
            expect(episode.observations.length).toBe((length + 1) * observationSize);
            expect(episode.actions.length).toBe(length * actionSize);
            const ends = Array.from(episode.terminations, (flag, t) => flag + episode.truncations[t]!);
            expect(
              ends.slice(0, -1).every((flag) => flag === 0),
              'an episode goes on after its end',
            ).toBe(true);
            expect(ends.at(-1), 'the last step ends the episode').toBeGreaterThan(0);
          }
        }),
    },
    {
      name: 'rolls out no more episodes than it was told',
      run: (subject) =>
        withPolicy(subject, async ({ policy }) => {
          const episodes = await policy.rollout({ minimumSteps: 1e6, maximumEpisodes: 2, store: false });
          expect(episodes.length).toBe(2);
        }),
    },
    {
      name: 'rolls out its most likely actions when it is told to',
      run: (subject) =>
        withPolicy(subject, async (fixture) => {
          const { policy } = fixture;
          await improve(subject, fixture);
          const rollout = { minimumSteps: 1, maximumEpisodes: 1, deterministic: true, store: false };
          for (const { length, observations: visited, actions } of await policy.rollout(rollout)) {
            const states = visited.slice(0, length * subject.observationSize);
            const likeliest = await policy.act(states, { deterministic: true });
            expect(actions.length).toBe(likeliest.length);
            likeliest.forEach((action, i) => expect(actions[i]).toBeCloseTo(action, 4));
          }
        }),
    },
    {
      name: 'stores nothing of a rollout that is not to be stored, if it has a replay',
      run: (subject) =>
        withPolicy(subject, async ({ policy }) => {
          if (!policy.sampleReplay) return;
          await policy.rollout({ minimumSteps: 1, maximumEpisodes: 1 });
          const before = policy.sampleReplay(20, new RandomStream(1));
          await policy.rollout({ minimumSteps: 30, store: false });
          expect(policy.sampleReplay(20, new RandomStream(1))).toEqual(before);
        }),
    },
    {
      name: 'ends a rollout that is aborted',
      run: (subject) =>
        withPolicy(subject, async ({ policy, counter }) => {
          const before = counter.steps;
          await policy.rollout({ minimumSteps: 200, store: false, signal: AbortSignal.abort() });
          expect(counter.steps - before, 'steps after the abort').toBeLessThan(200);
        }),
    },
    {
      name: 'draws from its replay what its rollouts put there, alike by the same stream, if it has one',
      run: (subject) =>
        withPolicy(subject, async ({ policy }) => {
          if (!policy.sampleReplay) return;
          const [episode] = await policy.rollout({ minimumSteps: 1, maximumEpisodes: 1 });
          const sample = policy.sampleReplay(20, new RandomStream(1));
          const { observationSize } = subject;
          const rows = (flat: ArrayLike<number>): string[] =>
            Array.from({ length: flat.length / observationSize }, (_, row) =>
              Array.from({ length: observationSize }, (_, i) =>
                Math.fround(flat[row * observationSize + i]!),
              ).join(' '),
            );
          expect(sample.count).toBe(20);
          expect(sample.terminated.length).toBe(20);
          expect(sample.observations.length).toBe(20 * observationSize);
          const seen = new Set(rows(episode!.observations));
          for (const row of [...rows(sample.observations), ...rows(sample.nextObservations)])
            expect(seen, 'observations of the only episode').toContain(row);
          expect(policy.sampleReplay(20, new RandomStream(1))).toEqual(sample);
        }),
    },
    {
      name: 'makes actions that it imitates likelier, if it has a likelihood',
      run: (subject) =>
        withPolicy(subject, async ({ policy }) => {
          if (!policy.imitate || !policy.logProbabilities) return;
          const [episode] = await policy.rollout({ minimumSteps: 1, maximumEpisodes: 1, store: false });
          const { length, actions } = episode!;
          const states = episode!.observations.slice(0, length * subject.observationSize);
          const likelihood = async (): Promise<number> => {
            const logs = await policy.logProbabilities!(states, actions);
            expect(logs.length).toBe(length);
            expectFinite(logs, 'a log-likelihood');
            return logs.reduce((sum, log) => sum + log, 0) / length;
          };
          const before = await likelihood();
          expect(await policy.imitate(states, actions), 'the loss is from before the step').toBeCloseTo(
            -before,
            2,
          );
          for (let step = 0; step < 20; step++) await policy.imitate(states, actions);
          expect(await likelihood(), 'after twenty steps').toBeGreaterThan(before);
        }),
    },
    {
      name: 'improves on a reward, says how many steps that took, and counts them',
      run: (subject) =>
        withPolicy(subject, async (fixture) => {
          const before = fixture.counter.steps;
          const report = await improve(subject, fixture);
          expect(fixture.counter.steps - before).toBe(report.environmentSteps);
          expectFinite(Object.values(report.metrics), 'a metric');
        }),
    },
    {
      name: 'does more in three rounds than in one, and becomes another policy by it',
      run: (subject) =>
        withPolicy(subject, async (one) => {
          const once = await improve(subject, one);
          await withPolicy(subject, async (other) => {
            const reward = subject.reward ?? 'environment';
            const thrice = await other.policy.improve({ reward, rounds: 3 });
            expect(work(thrice), 'steps and updates of three rounds').toBeGreaterThan(work(once));
            expect(await bits(other), 'the policy after three rounds').not.toBe(await bits(one));
          });
        }),
    },
    {
      name: 'ends an improvement that is aborted, before it or in it, and can be improved after that',
      run: (subject) =>
        withPolicy(subject, async (whole) => {
          const all = work(await whole.policy.improve({ reward: new ActionReward(1), rounds: 3 }));
          await withPolicy(subject, async (fixture) => {
            const abort = new AbortController();
            // Its first look at the reward is in the middle of the first round.
            const reward = new AbortingReward(1, abort);
            const begun = await fixture.policy.improve({ reward, rounds: 3, signal: abort.signal });
            if (abort.signal.aborted) expect(work(begun), 'work until the abort').toBeLessThan(all);
          });
          await withPolicy(subject, async (fixture) => {
            const signal = AbortSignal.abort();
            const reward = new ActionReward(1);
            const none = await fixture.policy.improve({ reward, rounds: 3, signal });
            expect(work(none), 'work after the abort').toBeLessThan(all);
            expectFinite(Object.values(none.metrics), 'a metric');
            const after = await fixture.policy.improve({ reward, rounds: 1 });
            expect(work(after), 'work of a round after it').toBeGreaterThan(0);
          });
        }),
    },
    {
      name: 'learns from demonstrations that it is given, unless it refuses them',
      run: (subject) =>
        withPolicy(subject, async (without) => {
          let episodes: readonly Episode[] = [];
          await withPolicy(
            subject,
            async ({ policy }) => {
              episodes = await policy.rollout({ minimumSteps: 20, store: false });
            },
            2,
          );
          await improve(subject, without);
          await withPolicy(subject, async (fixture) => {
            try {
              fixture.policy.addDemonstrations(episodes, { share: 0.5 });
            } catch {
              // An optimizer without a replay says so.
              return;
            }
            await improve(subject, fixture);
            expect(await bits(fixture), 'the policy with demonstrations').not.toBe(await bits(without));
          });
        }),
    },
    {
      name: 'is trained on the reward that it is given',
      run: (subject) =>
        withPolicy(subject, async (one) => {
          if (one.policy.learnsFrom === 'demonstrations') return;
          const policy = async (fixture: PolicyOptimizerFixture, reward?: RewardSource): Promise<string> => {
            await improve(subject, fixture, reward);
            return bits(fixture);
          };
          const policies = new Set([await policy(one)]);
          for (const scale of [1, -1]) {
            await withPolicy(subject, async (other) => {
              policies.add(await policy(other, new ActionReward(scale)));
            });
          }
          expect(policies.size, 'different policies by three rewards').toBe(3);
        }),
    },
    {
      name: 'gives the same bits for the same seed',
      run: (subject) =>
        withPolicy(subject, async (one) => {
          await withPolicy(subject, async (two) => {
            expect(await fingerprint(subject, two)).toEqual(await fingerprint(subject, one));
          });
        }),
    },
    {
      name: 'goes on from a snapshot as if it had never stopped',
      run: (subject) =>
        withPolicy(subject, async (one) => {
          await improve(subject, one);
          const snapshot = await one.policy.snapshot();
          const saved = comparable(snapshot);
          const random = await one.random?.snapshot();
          const expected = await fingerprint(subject, one);
          expect(comparable(snapshot), 'the snapshot after the policy went on').toEqual(saved);
          await withPolicy(subject, async (two) => {
            await two.policy.restore(await throughCheckpoint(snapshot));
            if (random) await two.random?.restore(random);
            expect(await fingerprint(subject, two)).toEqual(expected);
          });
        }),
    },
    {
      name: 'hands its policy to another instance',
      run: (subject) =>
        withPolicy(subject, async (one) => {
          await improve(subject, one);
          await withPolicy(
            subject,
            async (two) => {
              await two.policy.restorePolicy(await throughCheckpoint(await one.policy.policySnapshot()));
              const batch = observations(subject, 4);
              const options = { deterministic: true };
              expect(await two.policy.act(batch, options)).toEqual(await one.policy.act(batch, options));
            },
            2,
          );
        }),
    },
    {
      name: 'leaves no tensor behind when disposed of',
      run: (subject) =>
        expectNoLeak(() =>
          withPolicy(subject, async (fixture) => {
            await improve(subject, fixture);
          }),
        ),
    },
  ],
};
