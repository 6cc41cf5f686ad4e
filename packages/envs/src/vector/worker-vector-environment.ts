import { availableParallelism } from 'node:os';

import {
  Turns,
  type BoxSpace,
  type EnvironmentInfo,
  type Snapshot,
  type Space,
  type VectorEnvironmentV1,
  type VectorStepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { checkCount, checkLength, checkReset } from './check-sizes.js';
import { actionSizeOf, type Autoreset } from './environment-group.js';
import { everyone } from './everyone.js';
import { spreadSeeds } from './spread-seeds.js';
import type { VectorOptions, VectorResetOptions } from './sync-vector-environment.js';
import { WorkerHandle } from './worker-handle.js';
import type { WorkerAnswer } from './worker-protocol.js';

/** Options of {@link WorkerVectorEnvironment.make}. */
export interface WorkerVectorOptions extends VectorOptions {
  /** Threads; sub-environments are divided among them. @defaultValue as many as cores, at most `count` */
  readonly workers?: number;
  /** Modules (URLs or package names) that each worker imports first: those that register your own environments. */
  readonly modules?: readonly string[];
  /**
   * Infos cross threads by message, which costs more than a step of a small task: `ends` sends only those of steps that
   * end an episode, others are empty. @defaultValue ends
   */
  readonly infos?: 'ends' | 'every-step';
}

interface Arrays {
  readonly actions: Float64Array;
  readonly observations: Float64Array;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/**
 * Several copies of an environment in worker threads, as Gymnasium's `AsyncVectorEnv`: the same numbers as
 * {@link SyncVectorEnvironment} gives, from as many cores as there are workers. Arrays are shared memory; only infos and
 * snapshots are sent as messages.
 *
 * @example
 * ```ts
 * import { WorkerVectorEnvironment } from '@minorant/envs';
 *
 * const environments = await WorkerVectorEnvironment.make('Ant-v4', { count: 8, workers: 2 });
 * await environments.reset({ seed: 1 });
 * await environments.step(new Float64Array(8 * 8));
 * await environments.dispose();
 * ```
 */
export class WorkerVectorEnvironment implements VectorEnvironmentV1 {
  readonly specificationVersion = 'v1';
  readonly id: string;
  readonly count: number;
  readonly autoreset: Autoreset;
  readonly observationSpace: BoxSpace;
  readonly actionSpace: Space;
  readonly #workers: readonly WorkerHandle[];
  /** First sub-environment of each worker, and the count as the last element. */
  readonly #bounds: readonly number[];
  readonly #arrays: Arrays;
  /** Workers take one command at a time. */
  readonly #turns = new Turns();

  private constructor(
    id: string,
    autoreset: Autoreset,
    workers: readonly WorkerHandle[],
    bounds: readonly number[],
    spaces: NonNullable<WorkerAnswer['spaces']>,
  ) {
    this.id = id;
    this.autoreset = autoreset;
    this.observationSpace = spaces.observationSpace;
    this.actionSpace = spaces.actionSpace;
    this.count = bounds.at(-1)!;
    this.#workers = workers;
    this.#bounds = bounds;
    const doubles = (size: number): Float64Array =>
      new Float64Array(new SharedArrayBuffer(8 * this.count * size));
    const bytes = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(this.count));
    this.#arrays = {
      actions: doubles(actionSizeOf(spaces.actionSpace)),
      observations: doubles(spaces.observationSpace.low.length),
      rewards: doubles(1),
      terminated: bytes(),
      truncated: bytes(),
    };
  }

  /**
   * Starts the workers and makes `count` copies of a registered environment in them.
   *
   * @throws MNR_VECTOR_SIZE when `count` or `workers` is not an integer from one up, what `make` throws, MNR_VECTOR_WORKER when a
   * worker fails otherwise.
   */
  static async make(id: string, options: WorkerVectorOptions): Promise<WorkerVectorEnvironment> {
    const { count, autoreset = 'next-step', modules = [], infos = 'ends' } = options;
    checkCount(id, 'sub-environments', count);
    if (options.workers !== undefined) checkCount(id, 'workers', options.workers);
    const threads = Math.min(options.workers ?? availableParallelism(), count);
    const bounds = Array.from({ length: threads + 1 }, (_, i) => Math.floor((i * count) / threads));
    const workers = bounds.slice(0, -1).map(
      (first, i) =>
        new WorkerHandle({
          id,
          options: options.options ?? {},
          autoreset,
          first,
          count: bounds[i + 1]! - first,
          modules,
          everyInfo: infos === 'every-step',
        }),
    );
    try {
      const [answer] = await everyone(workers.map((worker) => worker.send({ kind: 'start' })));
      const vector = new WorkerVectorEnvironment(id, autoreset, workers, bounds, answer!.spaces!);
      const { actions, observations, rewards, terminated, truncated } = vector.#arrays;
      const arrays = {
        actions: actions.buffer as SharedArrayBuffer,
        observations: observations.buffer as SharedArrayBuffer,
        rewards: rewards.buffer as SharedArrayBuffer,
        terminated: terminated.buffer as SharedArrayBuffer,
        truncated: truncated.buffer as SharedArrayBuffer,
      };
      await everyone(workers.map((worker) => worker.send({ kind: 'share', arrays })));
      return vector;
    } catch (error) {
      await Promise.allSettled(workers.map((worker) => worker.dispose()));
      throw error;
    }
  }

  /** @throws MNR_VECTOR_SIZE when seeds or mask have not one entry for each sub-environment. */
  reset({ seed, mask }: VectorResetOptions = {}): ReturnType<VectorEnvironmentV1['reset']> {
    return this.#turns.take(async () => {
      checkReset(this.id, seed, mask, this.count);
      const seeds = spreadSeeds(seed, this.count);
      const answers = await everyone(
        this.#workers.map((worker, i) => {
          const [from, to] = [this.#bounds[i]!, this.#bounds[i + 1]!];
          return worker.send({ kind: 'reset', seeds: seeds.slice(from, to), mask: mask?.slice(from, to) });
        }),
      );
      return { observations: Float64Array.from(this.#arrays.observations), infos: this.#infos(answers) };
    });
  }

  step(actions: Float64Array): Promise<VectorStepResult> {
    // As given: the caller may write into its array while another call is under way.
    const given = actions.slice();
    return this.#turns.take(async () => {
      const expected = this.#arrays.actions.length;
      if (given.length !== expected)
        throw errors.MNR_VECTOR_ACTIONS({ id: this.id, actual: given.length, expected });
      this.#arrays.actions.set(given);
      const answers = await everyone(this.#workers.map((worker) => worker.step()));
      const { observations, rewards, terminated, truncated } = this.#arrays;
      return {
        observations: Float64Array.from(observations),
        rewards: Float64Array.from(rewards),
        terminated: Uint8Array.from(terminated),
        truncated: Uint8Array.from(truncated),
        infos: this.#infos(answers),
      };
    });
  }

  snapshot(): Promise<Snapshot> {
    return this.#turns.take(async () => {
      const answers = await everyone(this.#workers.map((worker) => worker.send({ kind: 'snapshot' })));
      return { parts: Object.fromEntries(answers.flatMap((answer) => answer.snapshots!).entries()) };
    });
  }

  restore(snapshot: Snapshot): Promise<void> {
    return this.#turns.take(async () => {
      const parts = Object.values(snapshot.parts!);
      checkLength(this.id, 'snapshots', parts, this.count);
      await everyone(
        this.#workers.map((worker, i) =>
          worker.send({ kind: 'restore', snapshots: parts.slice(this.#bounds[i], this.#bounds[i + 1]) }),
        ),
      );
    });
  }

  dispose(): Promise<void> {
    return this.#turns.take(async () => {
      await everyone(this.#workers.map((worker) => worker.dispose()));
    });
  }

  #infos(answers: readonly WorkerAnswer[]): EnvironmentInfo[] {
    return answers.flatMap(
      (answer, i) =>
        answer.infos ?? Array.from({ length: this.#bounds[i + 1]! - this.#bounds[i]! }, () => ({})),
    );
  }
}
