import { describe, expect, it } from 'vitest';

type Curve = readonly [readonly number[], readonly number[]];

/** The page's own arithmetic, plain JavaScript. */
interface Curves {
  readonly smoothed: (values: readonly number[], weight: number) => number[];
  readonly valueAt: (curve: Curve, step: number) => number | null;
  readonly band: (
    curves: readonly Curve[],
    grid: readonly number[],
  ) => Record<'mean' | 'low' | 'high', (number | null)[]>;
  readonly gridOf: (curves: readonly Curve[], most?: number) => number[];
  readonly differences: (configurations: readonly object[]) => { path: string; values: string[] }[];
  readonly groupKey: (configuration: object) => string;
}
const page = './page/curves.js';
const { smoothed, valueAt, band, gridOf, differences, groupKey } = (await import(page)) as Curves;

describe("the dashboard's curves", () => {
  it('smooths without a bias at the start', () => {
    expect(smoothed([1, 2, 3], 0)).toEqual([1, 2, 3]);
    expect(smoothed([5, 5, 5], 0.9).every((value) => Math.abs(value - 5) < 1e-12)).toBe(true);
    expect(smoothed([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12);
  });

  it('interpolates inside a curve and not outside', () => {
    const curve: Curve = [
      [10, 20, 40],
      [1, 3, 7],
    ];
    expect([5, 10, 15, 30, 40, 41].map((step) => valueAt(curve, step))).toEqual([null, 1, 2, 5, 7, null]);
    expect(valueAt([[], []], 1)).toBeNull();
  });

  it('gives mean and deviation of the curves that are there', () => {
    const a: Curve = [
      [0, 10],
      [0, 10],
    ];
    const b: Curve = [
      [0, 20],
      [4, 44],
    ];
    expect(band([a, b], [0, 10, 20])).toEqual({ mean: [2, 17, 44], low: [0, 10, 44], high: [4, 24, 44] });
    expect(band([a], [50]).mean).toEqual([null]);
  });

  it('draws at all steps, or at equal distances where those are too many', () => {
    const steps: Curve = [
      [3, 1, 2],
      [0, 0, 0],
    ];
    expect(gridOf([steps, [[2, 9], []]])).toEqual([1, 2, 3, 9]);
    expect(gridOf([steps], 2)).toEqual([1, 3]);
  });

  it('names what differs but for seeds, and groups what does not', () => {
    const first = { seed: 1, output: '/a', algorithm: { id: 'piro', steps: [1, 2] } };
    const second = { ...first, seed: 2, output: '/b' };
    const third = { ...first, algorithm: { id: 'piro', steps: [1, 3], extra: null } };
    expect(differences([first, second])).toEqual([]);
    expect(differences([first, third])).toEqual([
      { path: 'algorithm.extra', values: ['-', 'null'] },
      { path: 'algorithm.steps.1', values: ['2', '3'] },
    ]);
    expect(groupKey(first)).toBe(groupKey(second));
    expect(groupKey(first)).not.toBe(groupKey(third));
  });
});
