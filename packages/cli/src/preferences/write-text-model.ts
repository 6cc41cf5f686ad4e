import { extensionPoints, type Run } from '@minorant/core';
import type { EnsembleOptions, ScoreStatistics } from '@minorant/rlhf';

/**
 * Writes the reward over texts that a run has learnt from recorded comparisons into the run's folder, as a model that
 * scores without the run. A reward over segments of episodes needs none: the run's `final` folder holds it.
 *
 * @returns the statistics of its scores on the texts it was trained on; undefined for a run that learns no such reward.
 */
export async function writeTextModel({
  output,
  configuration: { algorithm, textEncoder, reward },
  algorithm: { reward: model },
  context,
  host,
}: Run): Promise<ScoreStatistics | undefined> {
  const { preferences } = context;
  if (algorithm.id !== 'bradley-terry' || !output || !textEncoder || !reward || !model || !preferences)
    return undefined;
  const { TextReward, candidateText, saveTextReward } = await import('@minorant/rlhf');
  const texts: string[] = [];
  for await (const { candidates } of preferences) {
    if (candidates[0]?.kind === 'segment') return undefined;
    texts.push(...candidates.map(candidateText));
  }
  const encoder = await host.create(extensionPoints.textEncoder, textEncoder, context);
  try {
    const parts = { encoder, reward: model };
    const statistics = await new TextReward(parts).measure(texts);
    const ensemble = ensembleChoices(algorithm);
    await saveTextReward(output, new TextReward({ ...parts, statistics }), {
      textEncoder,
      reward,
      ...(ensemble && { ensemble }),
    });
    return statistics;
  } finally {
    await encoder.dispose();
  }
}

/** How the members of an ensemble are made one, where there are several. */
function ensembleChoices(algorithm: Readonly<Record<string, unknown>>): EnsembleOptions | undefined {
  const { members, aggregate, uncertaintyWeight } = algorithm as Partial<EnsembleOptions>;
  if (members === undefined || members === 1 || !aggregate || uncertaintyWeight === undefined)
    return undefined;
  return { members, aggregate, uncertaintyWeight };
}
