import type { MetricRecord, ResolvedConfiguration } from '@minorant/core';

import type { RunReport } from '../report/run-report.js';

/** A report of a made-up run, for tests of the page. Some of its texts try to be markup. */
export function exampleReport(): RunReport {
  const records: MetricRecord[] = Array.from({ length: 40 }, (_, iteration) => ({
    step: (iteration + 1) * 500,
    iteration: iteration + 1,
    seconds: iteration,
    values: {
      'eval/mean_reward': 1000 / (1 + Math.exp((12 - iteration) / 3)),
      'eval/std_reward': 120 / (1 + iteration / 5),
      'rollout/ep_rew_mean': 930 / (1 + Math.exp((14 - iteration) / 3)) + 40 * Math.sin(iteration),
      'reward/expert': 1 + 0.2 * Math.sin(iteration / 4),
      'reward/policy': 1 - 2 * Math.exp(-iteration / 10),
      'reward/gap': 2 * Math.exp(-iteration / 10) + 0.2 * Math.sin(iteration / 4),
      'trust_region/coefficient': 10 * 0.95 ** iteration,
      'trust_region/change': 0.1 + 0.03 * Math.sin(iteration),
      'train/critic_loss': 5 * Math.exp(-iteration / 12),
      'train/<img src=x onerror=alert(1)>': iteration === 3 ? Number.NaN : iteration,
    },
  }));
  const configuration = {
    seed: 3,
    plugins: [{ name: '<script>alert(2)</script>' }],
    environment: { id: 'InvertedPendulum-v4' },
    demonstrations: { id: 'minari', path: '/demonstrations/inverted-pendulum.hdf5' },
    algorithm: { id: 'piro', innerSteps: 10, learningRate: 3e-4 },
    budget: { steps: 20000 },
    evaluation: { every: 2000, episodes: 10, deterministic: true, seed: 77 },
    metrics: [{ id: 'jsonl' }, { id: 'csv' }],
    callbacks: [],
    checkpoints: false,
    execution: 'compiled',
  } as const satisfies ResolvedConfiguration;
  return {
    summary: {
      algorithm: 'piro',
      environment: 'InvertedPendulum-v4 "</title>"',
      seed: 3,
      stopped: 'budget',
      steps: 20000,
      iterations: 40,
      seconds: 83.4,
      learnt: { mean: 987.25, std: 21.4, episodes: 20, meanLength: 987.25 },
      expert: { mean: 1000, std: 0, episodes: 4, meanLength: 1000 },
      random: { mean: 6.2, std: 3.1, episodes: 20, meanLength: 6.2 },
      best: { mean: 1000, std: 0, episodes: 10, meanLength: 1000, steps: 16000 },
      paths: { run: 'runs/example', report: 'runs/example/report.html' },
    },
    configuration,
    records,
    environment: { node: 'v20.20.0', platform: 'linux', backend: 'wasm', '<b>': '&' },
  };
}
