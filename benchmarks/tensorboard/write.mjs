// Writes event files for read_back.py: 1000 steps, then a resumption at step 500 that goes on to 1500.
import { setTimeout as sleep } from 'node:timers/promises';

import { TensorboardSink } from '../../packages/core/dist/index.js';

const folder = process.argv[2] ?? 'tensorboard-check';
const write = async (sink, from, to, offset) => {
  for (let step = from; step <= to; step += 10) {
    await sink.write({
      step,
      iteration: step / 10,
      seconds: step,
      values: { 'train/loss': 1 / step + offset },
    });
  }
};
await write(new TensorboardSink(folder), 10, 1000, 0);
await sleep(1100); // The files' names order them by the second.
const resumed = new TensorboardSink(folder);
resumed.rewind(50);
await write(resumed, 510, 1500, 100);
