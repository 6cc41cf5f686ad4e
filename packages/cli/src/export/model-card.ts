import { readFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import type { Run } from '@minorant/core';
import { stringify } from 'yaml';

import type { ReturnSummary, RunSummary } from '../report/run-summary.js';
import { runFiles } from '../run/run-files.js';
import { formatNumber } from '../terminal/format-number.js';

/** What somebody who finds the files must know: task, algorithm, settings, returns and where it was made. */
export interface ModelCard {
  readonly task: string | null;
  readonly algorithm: string;
  readonly policy: 'final' | 'best';
  readonly seed: number;
  /** Environment steps after which the policy was saved, if the run's summary knows. */
  readonly steps: number | null;
  readonly returns: {
    /** Of this policy: at the end, or of the evaluation that made it the best. */
    readonly policy: ReturnSummary | null;
    readonly expert: ReturnSummary | null;
    readonly random: ReturnSummary | null;
  };
  readonly commit: string | null;
  readonly madeOn: unknown;
  readonly configuration: unknown;
}

/** The card of a run's policy, from what the run's folder holds. Folders of the machine are left out. */
export async function modelCard(run: Run, path: string, which: 'final' | 'best'): Promise<ModelCard> {
  const summary = (await read(path, runFiles.summary)) as RunSummary | null;
  const madeOn = (await read(path, runFiles.environment)) as {
    git?: { commit?: string };
    command?: unknown;
  } | null;
  const { command: _command, ...machine } = madeOn ?? {};
  const { output: _output, ...configuration } = run.configuration as unknown as Record<string, unknown>;
  const saved = which === 'best' ? summary?.best : summary?.learnt;
  return {
    task: run.configuration.environment?.id ?? null,
    algorithm: run.configuration.algorithm.id,
    policy: which,
    seed: run.configuration.seed,
    steps: (which === 'best' ? summary?.best?.steps : summary?.steps) ?? null,
    returns: { policy: saved ?? null, expert: summary?.expert ?? null, random: summary?.random ?? null },
    commit: madeOn?.git?.commit ?? null,
    madeOn: madeOn && machine,
    configuration: withoutFolders(configuration),
  };
}

/** What the files of a card take and give. */
const descriptions = {
  policy: `\`policy.onnx\` takes "observation" [batch, size] as float32 and gives "action", the most likely one, in the environment's units.`,
  reward:
    '`reward.onnx` takes what the reward reads (observation, action, next_observation, absorbing) and gives "reward".',
};

/** The card as a page for people. */
export function cardPage(card: ModelCard, files: readonly string[]): string {
  const { returns } = card;
  const parts = (['policy', 'reward'] as const).filter((part) => files.includes(`${part}.onnx`));
  const row = (name: string, value: ReturnSummary | null): string[] =>
    value
      ? [`| ${name} | ${formatNumber(value.mean)} | ${formatNumber(value.std)} | ${value.episodes} |`]
      : [];
  return `# ${card.algorithm} on ${card.task ?? 'no environment'}

The ${card.policy} ${parts.join(' and ')} of a run of Minorant: seed ${card.seed}${
    card.steps === null ? '' : `, ${card.steps.toLocaleString('en')} environment steps`
  }${card.commit === null ? '' : `, made with commit \`${card.commit}\``}.

| true return | mean | spread | episodes |
| --- | --- | --- | --- |
${[...row('this policy', returns.policy), ...row('expert', returns.expert), ...row('random actions', returns.random)].join('\n')}

${parts.map((part) => descriptions[part]).join('\n')}
Everything that is known about ${parts.length > 1 ? 'them' : 'it'} is in \`model-card.json\`.

## Settings

\`\`\`yaml
${stringify(card.configuration).trim()}
\`\`\`
`;
}

/** Absolute paths name folders of a machine that nobody else has. */
function withoutFolders(value: unknown): unknown {
  if (typeof value === 'string') return isAbsolute(value) ? basename(value) : value;
  if (Array.isArray(value)) return value.map(withoutFolders);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutFolders(part)]));
}

async function read(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8'));
  } catch {
    return null;
  }
}
