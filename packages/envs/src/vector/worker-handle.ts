import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';

import { MinorantError } from '@minorant/core';

import { errors } from '../errors.js';
import { ControlCell, type WorkerAnswer, type WorkerCommand, type WorkerSetup } from './worker-protocol.js';

const CELLS = 4;

/** Workers run built code: from the sources, the one of the last build is taken. */
function workerUrl(): URL {
  return new URL(
    import.meta.url.includes('/src/') ? '../../dist/vector/worker.js' : './worker.js',
    import.meta.url,
  );
}

/** `Atomics.waitAsync`, which the standard library's types do not know yet. */
type WaitAsync = (
  cells: Int32Array,
  index: number,
  value: number,
) => { async: boolean; value: Promise<string> | string };
const waitAsync = (Atomics as unknown as { waitAsync: WaitAsync }).waitAsync;

/** The main thread's end of one worker: one command at a time. */
export class WorkerHandle {
  readonly #setup: WorkerSetup;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #control: Int32Array;
  #failure: string | undefined;
  #disposed = false;

  constructor(setup: Omit<WorkerSetup, 'control'>) {
    const { port1, port2 } = new MessageChannel();
    const control = new SharedArrayBuffer(4 * CELLS);
    this.#setup = { ...setup, control };
    this.#control = new Int32Array(control);
    this.#port = port1;
    this.#worker = new Worker(workerUrl(), {
      workerData: { setup: this.#setup, port: port2 },
      transferList: [port2],
      execArgv: [],
    });
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => {
      // Also one that ends quietly: somebody may be waiting for its answer.
      if (!this.#disposed) this.#die(`it exited with code ${code}`);
    });
  }

  /** Steps its sub-environments, whose actions lie in the shared arrays. */
  step(): Promise<WorkerAnswer> {
    return this.#request(1);
  }

  send(command: WorkerCommand): Promise<WorkerAnswer> {
    this.#port.postMessage(command);
    return this.#request(0);
  }

  /** Ends the thread after it has freed its environments; a second call does nothing. */
  async dispose(): Promise<void> {
    try {
      if (this.#failure === undefined) {
        const freed = this.send({ kind: 'dispose' });
        this.#disposed = true;
        await freed;
      }
    } finally {
      // Nobody would answer a later command.
      this.#failure ??= 'it was disposed of';
      this.#port.close();
      await this.#worker.terminate();
    }
  }

  async #request(isStep: 0 | 1): Promise<WorkerAnswer> {
    const answers = Atomics.load(this.#control, ControlCell.answers);
    if (this.#failure === undefined) {
      Atomics.store(this.#control, ControlCell.isStep, isStep);
      Atomics.add(this.#control, ControlCell.requests, 1);
      Atomics.notify(this.#control, ControlCell.requests);
      await waitAsync(this.#control, ControlCell.answers, answers).value;
    }
    if (this.#failure !== undefined) throw this.#error(this.#failure);
    if (Atomics.load(this.#control, ControlCell.hasMessage) === 0) return {};
    const { message } = receiveMessageOnPort(this.#port) as { message: WorkerAnswer };
    if (message.problem !== undefined) throw this.#error(message.problem);
    return message;
  }

  #die(problem: string): void {
    this.#failure = problem;
    // Wakes whoever waits for an answer that will not come.
    Atomics.add(this.#control, ControlCell.answers, 1);
    Atomics.notify(this.#control, ControlCell.answers);
  }

  #error(problem: NonNullable<WorkerAnswer['problem']>): Error {
    if (typeof problem === 'object') return new MinorantError(problem);
    return errors.MNR_VECTOR_WORKER({ id: this.#setup.id, problem });
  }
}
