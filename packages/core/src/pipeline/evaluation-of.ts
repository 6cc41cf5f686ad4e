import type { Episode } from '../contracts/data-source/episode.js';
import type { Evaluation } from './evaluation.js';

/** Returns and lengths of episodes, summed up. */
export function evaluationOf(episodes: readonly Episode[]): Evaluation {
  const returns = episodes.map(({ rewards }) => rewards.reduce((sum, reward) => sum + reward, 0));
  const lengths = episodes.map(({ length }) => length);
  const meanReward = mean(returns);
  return {
    episodes: episodes.length,
    meanReward,
    stdReward: Math.sqrt(mean(returns.map((value) => (value - meanReward) ** 2))),
    meanLength: mean(lengths),
    returns,
    lengths,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
