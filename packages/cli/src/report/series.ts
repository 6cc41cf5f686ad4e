/** A point of a curve; `low` and `high` bound its band, if it has one. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** One curve of a chart. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

/** More points than this are drawn as the means of equal runs of neighbours. */
export const MAXIMUM_POINTS = 400;

/** A curve with at most `maximum` points: neighbours are averaged, so that a page stays small. */
export function thin(points: readonly Point[], maximum: number = MAXIMUM_POINTS): readonly Point[] {
  if (points.length <= maximum) return points;
  const size = Math.ceil(points.length / maximum);
  const thinned: Point[] = [];
  for (let start = 0; start < points.length; start += size) {
    const group = points.slice(start, start + size);
    const mean = (read: (point: Point) => number): number =>
      group.reduce((sum, point) => sum + read(point), 0) / group.length;
    thinned.push({
      x: group.at(-1)!.x,
      y: mean((point) => point.y),
      ...(group.every((point) => point.low !== undefined && point.high !== undefined) && {
        low: mean((point) => point.low!),
        high: mean((point) => point.high!),
      }),
    });
  }
  return thinned;
}
