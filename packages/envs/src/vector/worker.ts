import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';

import { MinorantError, type EnvironmentV1, type SpaceValue } from '@minorant/core';

import { make } from '../registry/registry.js';
import { EnvironmentGroup, type GroupArrays } from './environment-group.js';
import { ControlCell, type WorkerAnswer, type WorkerCommand, type WorkerSetup } from './worker-protocol.js';

/** The thread of a worker: sleeps on its control block, steps or does as the message says, and answers. */
const { setup, port } = workerData as { setup: WorkerSetup; port: MessagePort };
const control = new Int32Array(setup.control);
let group: EnvironmentGroup | undefined;
let actions = new Float64Array();
let arrays: GroupArrays | undefined;

async function start(): Promise<WorkerAnswer> {
  for (const module of setup.modules) await import(module);
  const environments: EnvironmentV1<SpaceValue>[] = [];
  for (let i = 0; i < setup.count; i++) environments.push(await make(setup.id, setup.options));
  group = new EnvironmentGroup(environments, setup.autoreset, setup.first);
  return { spaces: { observationSpace: group.observationSpace, actionSpace: group.actionSpace } };
}

function step(): WorkerAnswer | undefined {
  const infos = group!.step(actions, arrays!);
  const { terminated, truncated } = arrays!;
  const sent = infos.map((info, i) => (setup.everyInfo || terminated[i] || truncated[i] ? info : {}));
  return sent.some((info) => Object.keys(info).length > 0) ? { infos: sent } : undefined;
}

async function execute(command: WorkerCommand): Promise<WorkerAnswer> {
  switch (command.kind) {
    case 'start':
      return start();
    case 'share': {
      const { first, count } = setup;
      const { observationSize, actionSize } = group!;
      const doubles = (buffer: SharedArrayBuffer, size: number): Float64Array<SharedArrayBuffer> =>
        new Float64Array(buffer, 8 * first * size, count * size);
      actions = doubles(command.arrays.actions, actionSize) as never;
      arrays = {
        observations: doubles(command.arrays.observations, observationSize),
        rewards: doubles(command.arrays.rewards, 1),
        terminated: new Uint8Array(command.arrays.terminated, first, count),
        truncated: new Uint8Array(command.arrays.truncated, first, count),
      };
      return {};
    }
    case 'reset':
      return { infos: group!.reset(arrays!.observations, command.seeds, command.mask) };
    case 'snapshot':
      return { snapshots: group!.snapshot(arrays!.observations) };
    case 'restore':
      group!.restore(command.snapshots, arrays!.observations);
      return {};
    case 'dispose':
      group?.dispose();
      return {};
  }
}

/** An error as a message: errors lose their own properties on the way between threads. */
function problemOf(error: unknown): NonNullable<WorkerAnswer['problem']> {
  if (!MinorantError.isInstance(error)) return error instanceof Error ? error.message : String(error);
  const { code, kind, message, hint } = error;
  return { code, kind, message, hint };
}

async function serve(): Promise<void> {
  for (let handled = 0; ; handled++) {
    Atomics.wait(control, ControlCell.requests, handled);
    let answer: WorkerAnswer | undefined;
    let last = false;
    try {
      if (Atomics.load(control, ControlCell.isStep) === 1) answer = step();
      else {
        const { message } = receiveMessageOnPort(port) as { message: WorkerCommand };
        last = message.kind === 'dispose';
        answer = await execute(message);
      }
    } catch (error) {
      answer = { problem: problemOf(error) };
    }
    if (answer) port.postMessage(answer);
    Atomics.store(control, ControlCell.hasMessage, answer ? 1 : 0);
    Atomics.add(control, ControlCell.answers, 1);
    Atomics.notify(control, ControlCell.answers);
    if (last) break;
  }
  port.close();
}

await serve();
