import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

import { freePort } from './free-port.js';

/** Whether a Redis server can be started here: tests of the queue are skipped, visibly, where none is. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis server of the test's own, in memory only. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a Redis server on a free port of this machine. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `redis://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    } finally {
      redis.disconnect();
    }
  }
  return {
    url,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
