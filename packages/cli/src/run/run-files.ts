/** The names of the files that a run's folder holds. Those of the first group are written by core. */
export const runFiles = {
  configuration: 'config.yaml',
  environment: 'environment.json',
  metrics: 'metrics.jsonl',
  result: 'result.json',
  summary: 'summary.json',
  report: 'report.html',
  rewardMap: 'reward-map.json',
  labels: 'labels.jsonl',
} as const;
