import type { Preference } from '@minorant/core';

/** A bin of the reliability plot. */
export interface ReliabilityBin {
  /** Lower end of the predicted probabilities. */
  readonly from: number;
  /** Upper end. */
  readonly to: number;
  /** Comparisons in it; each is counted from both sides, as a half. */
  readonly count: number;
  /** Mean predicted probability that a side of a pair is the better one. */
  readonly predicted: number;
  /** Mean of what was observed. */
  readonly observed: number;
}

/** How good scores are on comparisons: what is printed for every evaluation of a reward model. */
export interface ReportCard {
  /** Comparisons. */
  readonly count: number;
  /** Comparisons with one clear best candidate: accuracy is over these. */
  readonly decided: number;
  /** Share of decided comparisons whose best candidate has the highest score; equal scores count as a fair guess. */
  readonly accuracy: number;
  /** 95 % Wilson interval of the accuracy. */
  readonly interval: readonly [number, number];
  /** Mean negative log-likelihood of the observed probabilities, in nats. */
  readonly negativeLogLikelihood: number;
  /** Mean over comparisons of half the squared errors of the predicted probabilities, summed over candidates; for pairs, the squared error of either one. */
  readonly brier: number;
  /** Expected calibration error over ten equal bins, of comparisons of two candidates only; absent without any. */
  readonly calibrationError?: number;
  /** Predicted against observed shares, bin by bin. */
  readonly reliability: readonly ReliabilityBin[];
  /** Mean lead of the best candidate's score over the next one's, over decided comparisons. */
  readonly margin: number;
  /** Accuracy of preferring the longer text, and the shorter one: what length alone would score. */
  readonly longer: number;
  /** Share of comparisons that the shorter candidate wins. */
  readonly shorter: number;
  /**
   * Mean share of votes for the majority's choice, where votes exist: the accuracy of a scorer that always agrees with
   * the majority, judged by single voters.
   */
  readonly humanCeiling?: number;
  /** Number and accuracy of each category, where records have one. */
  readonly categories: Readonly<Record<string, { readonly decided: number; readonly accuracy: number }>>;
}

const BINS = 10;

/**
 * Scores comparisons.
 *
 * @param scores - one list a record, one score a candidate
 */
export function reportCard(
  records: readonly Preference[],
  scores: readonly (readonly number[])[],
): ReportCard {
  const lengths = records.map(({ candidates }) => candidates.map(candidateLength));
  const hits = records.map((record, i) => hit(record, scores[i]!));
  const decided = hits.filter((value) => value !== undefined);
  const accuracy = mean(decided);
  const predictions = scores.map(softmax);
  const pairs = records.flatMap(({ probabilities }, i) =>
    probabilities.length === 2 ? [[predictions[i]![0]!, probabilities[0]!] as const] : [],
  );
  const reliability = reliabilityBins(pairs);
  const withVotes = records.filter(({ votes }) => votes && votes.reduce((sum, count) => sum + count, 0) > 0);
  return {
    count: records.length,
    decided: decided.length,
    accuracy,
    interval: wilson(accuracy, decided.length),
    negativeLogLikelihood: mean(
      records.map(({ probabilities }, i) => crossEntropy(probabilities, scores[i]!)),
    ),
    brier: mean(
      records.map(({ probabilities }, i) =>
        probabilities.reduce((sum, p, k) => sum + (p - predictions[i]![k]!) ** 2 / 2, 0),
      ),
    ),
    ...(pairs.length > 0 && {
      calibrationError: reliability.reduce(
        (sum, { count, predicted, observed }) =>
          sum + (count / pairs.length) * Math.abs(predicted - observed),
        0,
      ),
    }),
    reliability,
    margin: mean(records.flatMap((record, i) => lead(record, scores[i]!))),
    longer: mean(records.flatMap((record, i) => hit(record, lengths[i]!) ?? [])),
    shorter: mean(
      records.flatMap(
        (record, i) =>
          hit(
            record,
            lengths[i]!.map((length) => -length),
          ) ?? [],
      ),
    ),
    ...(withVotes.length > 0 && { humanCeiling: mean(withVotes.map(({ votes }) => ceiling(votes!))) }),
    categories: byCategory(records, hits),
  };
}

/** The index of the one best candidate; -1 when several share the highest probability. */
function bestIndex({ probabilities }: Preference): number {
  const highest = Math.max(...probabilities);
  const first = probabilities.indexOf(highest);
  return probabilities.lastIndexOf(highest) === first ? first : -1;
}

/** 1, 0 or, for equal scores, the chance of a guess among them; undefined for a comparison without one best. */
function hit(record: Preference, scores: readonly number[]): number | undefined {
  const best = bestIndex(record);
  if (best < 0) return undefined;
  const highest = Math.max(...scores);
  if (scores[best] !== highest) return 0;
  return 1 / scores.filter((score) => score === highest).length;
}

function lead(record: Preference, scores: readonly number[]): number[] {
  const best = bestIndex(record);
  if (best < 0) return [];
  return [scores[best]! - Math.max(...scores.filter((_, k) => k !== best))];
}

function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - highest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

function crossEntropy(probabilities: readonly number[], scores: readonly number[]): number {
  const highest = Math.max(...scores);
  const logSum = highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
  return probabilities.reduce((sum, p, k) => sum - (p === 0 ? 0 : p * (scores[k]! - logSum)), 0);
}

/** Each pair counts from both sides, so that the order of candidates does not matter. */
function reliabilityBins(pairs: readonly (readonly [number, number])[]): ReliabilityBin[] {
  const sides = pairs.flatMap(([p, y]) => [[p, y] as const, [1 - p, 1 - y] as const]);
  return Array.from({ length: BINS }, (_, b) => {
    const inside = sides.filter(([p]) => Math.min(Math.floor(p * BINS), BINS - 1) === b);
    return {
      from: b / BINS,
      to: (b + 1) / BINS,
      count: inside.length / 2,
      predicted: inside.length ? mean(inside.map(([p]) => p)) : 0,
      observed: inside.length ? mean(inside.map(([, y]) => y)) : 0,
    };
  });
}

function wilson(share: number, count: number): [number, number] {
  if (count === 0) return [0, 1];
  const z = 1.959963984540054;
  const centre = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half =
    (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function ceiling(votes: readonly number[]): number {
  return Math.max(...votes) / votes.reduce((sum, count) => sum + count, 0);
}

function byCategory(
  records: readonly Preference[],
  hits: readonly (number | undefined)[],
): ReportCard['categories'] {
  const groups = new Map<string, number[]>();
  records.forEach(({ category }, i) => {
    const value = hits[i];
    if (category === undefined || value === undefined) return;
    const group = groups.get(category);
    if (group) group.push(value);
    else groups.set(category, [value]);
  });
  return Object.fromEntries(
    [...groups].map(([name, values]) => [name, { decided: values.length, accuracy: mean(values) }]),
  );
}

function candidateLength(candidate: Preference['candidates'][number]): number {
  if (candidate.kind === 'text') return candidate.text.length;
  if (candidate.kind === 'messages')
    return candidate.messages.reduce((sum, { content }) => sum + content.length, 0);
  return candidate.segment.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
