// Minutes to an hour: `npm run test:slow`, never part of `npm test`. What is done is kept and not run again.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const configuration = 'benchmarks/inverted-pendulum/baselines.yaml';
const out = process.env['MINORANT_SLOW_OUT'] ?? 'runs/slow/inverted-pendulum-baselines';
const processes = process.env['MINORANT_SLOW_PROCESSES'] ?? '2';

interface Run {
  readonly algorithm: string;
  readonly seed: number;
  readonly final: number;
  readonly summary: { readonly expert: { readonly mean: number } };
}

let results: { readonly missing: readonly string[]; readonly runs: readonly Run[] };

beforeAll(() => {
  const command = join('packages', 'cli', 'bin', 'minorant.js');
  const flags = ['experiment', configuration, '--out', out, '--processes', processes];
  spawnSync(process.execPath, [command, ...flags], { cwd: root, stdio: 'inherit' });
  results = JSON.parse(readFileSync(join(root, out, 'results.json'), 'utf8')) as typeof results;
}, 7_200_000);

describe('every baseline on InvertedPendulum', () => {
  it('was run on three seeds', () => {
    expect(results.missing).toEqual([]);
    for (const algorithm of algorithms)
      expect(ofAlgorithm(algorithm).map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });

  const algorithms = ['BC', 'SQIL', 'IQ-Learn', 'DAC', 'AIRL', 'HyPE', 'MM', 'GAIL', 'FILTER', 'f-IRL'];
  it.each(algorithms)('%s ends at 90 %% of the expert or more on each seed', (algorithm) => {
    const shares = ofAlgorithm(algorithm).map(({ final, summary }) => final / summary.expert.mean);
    expect(shares.length).toBe(3);
    expect(Math.min(...shares), `shares of the expert: ${shares.join(', ')}`).toBeGreaterThanOrEqual(0.9);
  });
});

function ofAlgorithm(name: string): readonly Run[] {
  return results.runs.filter(({ algorithm }) => algorithm === name).sort((a, b) => a.seed - b.seed);
}
