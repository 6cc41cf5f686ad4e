import type { Preference } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { choice, scored, voted } from '../preferences/make-preference.js';
import { reliabilityPlot } from './reliability-plot.js';
import { reportCard } from './report-card.js';

const text = (value: string) => ({ kind: 'text' as const, text: value });
const pair = (chosen: string, rejected: string, category?: string): Preference =>
  choice({ prompt: 'p', chosen: text(chosen), rejected: text(rejected), ...(category && { category }) });

describe('reportCard', () => {
  it('counts hits, and equal scores as a guess', () => {
    const card = reportCard(
      [pair('a', 'bb'), pair('a', 'bb'), pair('aaa', 'b')],
      [
        [2, 1],
        [1, 1],
        [0, 1],
      ],
    );
    expect(card.accuracy).toBeCloseTo(0.5);
    expect(card.decided).toBe(3);
    expect([card.longer, card.shorter]).toEqual([1 / 3, 2 / 3]);
    expect(card.margin).toBeCloseTo(0);
  });

  it('leaves ties out of the accuracy, not out of the likelihood', () => {
    const tie = voted({ prompt: 'p', candidates: [text('a'), text('b')], votes: [1.5, 1.5] });
    const card = reportCard([tie], [[2, 0]]);
    expect(card.decided).toBe(0);
    expect(card.negativeLogLikelihood).toBeCloseTo(
      -0.5 * Math.log(1 / (1 + Math.exp(-2))) - 0.5 * Math.log(1 / (1 + Math.exp(2))),
      10,
    );
  });

  it('gives the interval of Wilson and the ceiling of the voters', () => {
    const records = Array.from({ length: 10 }, () => pair('a', 'b'));
    const card = reportCard(
      records,
      records.map((_, i) => (i < 8 ? [1, 0] : [0, 1])),
    );
    // Agresti and Coull's worked value for 8 of 10.
    expect(card.interval[0]).toBeCloseTo(0.4902, 3);
    expect(card.interval[1]).toBeCloseTo(0.9433, 3);
    const judged = voted({ prompt: 'p', candidates: [text('a'), text('b')], votes: [2, 1] });
    expect(reportCard([judged], [[1, 0]]).humanCeiling).toBeCloseTo(2 / 3);
  });

  it('has no calibration error where predictions are right on average, and a large one where they are too sure', () => {
    const logit = Math.log(0.75 / 0.25);
    const records = Array.from({ length: 100 }, () => pair('a', 'b'));
    const right = (share: number, score: number) =>
      reportCard(
        records,
        records.map((_, i) => (i < share * 100 ? [score, 0] : [0, score])),
      ).calibrationError!;
    expect(right(0.75, logit)).toBeCloseTo(0, 10);
    expect(right(0.8, 20)).toBeCloseTo(0.2, 6);
  });

  it('does not depend on the order of candidates', () => {
    const record = pair('a', 'bb');
    const swapped: Preference = {
      ...record,
      candidates: [...record.candidates].reverse(),
      probabilities: [...record.probabilities].reverse(),
    };
    const one = reportCard([record], [[0.3, 1]]);
    const two = reportCard([swapped], [[1, 0.3]]);
    expect(two.calibrationError).toBeCloseTo(one.calibrationError!, 12);
    expect(two.brier).toBeCloseTo(one.brier, 12);
    expect(two.negativeLogLikelihood).toBeCloseTo(one.negativeLogLikelihood, 12);
  });

  it('does not depend on the order of three candidates either', () => {
    const scores = [0.3, 1, -2];
    const probabilities = [0.2, 0.1, 0.7];
    const brier = (order: readonly number[]): number => {
      const record: Preference = {
        ...pair('a', 'b'),
        candidates: order.map(() => text('a')),
        probabilities: order.map((k) => probabilities[k]!),
      };
      return reportCard([record], [order.map((k) => scores[k]!)]).brier;
    };
    for (const order of [
      [1, 2, 0],
      [2, 0, 1],
    ])
      expect(brier(order)).toBeCloseTo(brier([0, 1, 2]), 12);
    const predicted = 1 / (1 + Math.exp(-1));
    expect(reportCard([pair('a', 'b')], [[1, 0]]).brier).toBeCloseTo((1 - predicted) ** 2, 12);
  });

  it('has no calibration error, rather than none at all, where no comparison is of two candidates', () => {
    const ranking = scored({ prompt: 'p', candidates: ['a', 'b', 'c'].map(text), scores: [3, 2, 1] });
    const card = reportCard([ranking], [[2, 1, 0]]);
    expect(card).not.toHaveProperty('calibrationError');
    expect(Object.values(card).filter(Number.isNaN)).toEqual([]);
    expect(reliabilityPlot(card)).toContain('calibration error none');
    expect(
      reportCard(
        [ranking, pair('a', 'b')],
        [
          [2, 1, 0],
          [1, 1],
        ],
      ).calibrationError,
    ).toBeCloseTo(0);
  });

  it('reports categories apart', () => {
    const card = reportCard(
      [pair('a', 'b', 'x'), pair('a', 'b', 'y'), pair('a', 'b', 'y')],
      [
        [1, 0],
        [1, 0],
        [0, 1],
      ],
    );
    expect(card.categories).toEqual({ x: { decided: 1, accuracy: 1 }, y: { decided: 2, accuracy: 0.5 } });
  });
});
