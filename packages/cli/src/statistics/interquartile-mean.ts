/**
 * The mean of the middle half of the scores: a quarter is cut off at each end (Agarwal et al., "Deep Reinforcement
 * Learning at the Edge of the Statistical Precipice", 2021). As SciPy's `trim_mean(scores, 0.25)`, which rliable uses,
 * it cuts whole scores only: `floor(0.25 n)` at each end.
 *
 * @returns NaN for no scores.
 */
export function interquartileMean(scores: readonly number[]): number {
  const sorted = [...scores].sort((a, b) => a - b);
  const cut = Math.floor(0.25 * sorted.length);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, score) => sum + score, 0) / middle.length;
}
