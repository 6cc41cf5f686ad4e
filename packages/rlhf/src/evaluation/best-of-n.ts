import { errors } from '../errors.js';

/** Candidates that could be chosen for one prompt, with two scores each. */
export interface CandidatePool {
  /** What they are chosen by. */
  readonly proxy: readonly number[];
  /** What they are worth. */
  readonly gold: readonly number[];
}

/** A point of a best-of-n curve. */
export interface BestOfNPoint {
  /** Answers to choose from. */
  readonly n: number;
  /** KL divergence of best-of-n from the policy, `log n - (n - 1) / n`, in nats. */
  readonly kl: number;
  /** Mean over the pools of the expected proxy score of the best of n. */
  readonly proxy: number;
  /** Mean over the pools of the expected gold score of the one with the highest proxy. */
  readonly gold: number;
}

/** `R(d) = d (alpha - beta d)` with `d = sqrt(KL)`. */
export interface OverOptimisationFit {
  /** Slope where the curve begins. */
  readonly alpha: number;
  /** How fast the slope falls. */
  readonly beta: number;
  /** KL at which the gold score is highest, `(alpha / 2 beta)^2`; absent when it never falls. */
  readonly peak?: number;
  /** Root mean square of what the fit leaves. */
  readonly residual: number;
}

/**
 * How gold and proxy scores go as more and more candidates are chosen from by the proxy (Gao, Schulman and Hilton, 2023).
 * The expectation over which n of a pool's N candidates are drawn is computed exactly (Nakano et al., WebGPT, 2021,
 * Appendix I): the one of rank r from below by proxy is the best of n with probability `C(r - 1, n - 1) / C(N, n)`, and
 * candidates of one proxy score share the probability of their ranks.
 *
 * @throws MinorantError `MNR_PREFERENCES_POOL` for a pool with fewer candidates than the largest n.
 */
export function bestOfNCurve(pools: readonly CandidatePool[], ns: readonly number[]): BestOfNPoint[] {
  const largest = Math.max(...ns);
  for (const { proxy, gold } of pools) {
    if (proxy.length < largest || gold.length !== proxy.length) {
      throw errors.MNR_PREFERENCES_POOL({ n: largest, proxy: proxy.length, gold: gold.length });
    }
  }
  return ns.map((n) => {
    let proxy = 0;
    let gold = 0;
    for (const pool of pools) {
      const order = [...pool.proxy.keys()].sort((a, b) => pool.proxy[a]! - pool.proxy[b]!);
      const sorted = order.map((index) => pool.proxy[index]!);
      const weights = sharedByTies(bestOfNWeights(order.length, n), sorted);
      order.forEach((index, rank) => {
        proxy += weights[rank]! * pool.proxy[index]!;
        gold += weights[rank]! * pool.gold[index]!;
      });
    }
    return { n, kl: Math.log(n) - (n - 1) / n, proxy: proxy / pools.length, gold: gold / pools.length };
  });
}

/** Probability of each rank, lowest first, to be the best of `n` out of `total`. */
function bestOfNWeights(total: number, n: number): Float64Array {
  const weights = new Float64Array(total);
  // The highest is drawn with probability n / total; each rank below has (r - n) / (r - 1) of the one above.
  let weight = n / total;
  for (let rank = total; rank >= n; rank--) {
    weights[rank - 1] = weight;
    weight *= (rank - n) / Math.max(rank - 1, 1);
  }
  return weights;
}

/** Candidates with the same score are as likely as one another, whatever their order: each gets the mean weight of their ranks. */
function sharedByTies(weights: Float64Array, sorted: readonly number[]): Float64Array {
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    const tied = weights.subarray(start, end);
    tied.fill(tied.reduce((sum, weight) => sum + weight, 0) / tied.length);
  }
  return weights;
}

/**
 * The least-squares fit of `d (alpha - beta d)`, `d = sqrt(KL)`, to the gold scores gained over n = 1 (Gao, Schulman and
 * Hilton, 2023, Eq. 1).
 *
 * @throws MinorantError `MNR_PREFERENCES_BEST_OF_ONE` when there is no point of n = 1.
 */
export function fitOverOptimisation(points: readonly BestOfNPoint[]): OverOptimisationFit {
  const base = points.find(({ n }) => n === 1)?.gold;
  if (base === undefined) throw errors.MNR_PREFERENCES_BEST_OF_ONE({ found: points.map(({ n }) => n) });
  const rows = points.filter(({ n }) => n > 1).map(({ kl, gold }) => ({ d: Math.sqrt(kl), y: gold - base }));
  const moment = (power: number): number => rows.reduce((sum, { d }) => sum + d ** power, 0);
  const product = (power: number): number => rows.reduce((sum, { d, y }) => sum + y * d ** power, 0);
  // Normal equations of y = alpha d - beta d^2.
  const [a, b, c] = [moment(2), moment(3), moment(4)];
  const determinant = a * c - b * b;
  const alpha = (c * product(1) - b * product(2)) / determinant;
  const beta = (b * product(1) - a * product(2)) / determinant;
  const squares = rows.reduce((sum, { d, y }) => sum + (y - d * (alpha - beta * d)) ** 2, 0);
  return {
    alpha,
    beta,
    ...(alpha > 0 && beta > 0 && { peak: (alpha / (2 * beta)) ** 2 }),
    residual: Math.sqrt(squares / rows.length),
  };
}
