import * as Plot from '@observablehq/plot';

import { parseDocument } from './parse-document.js';
import { thin, type Point, type Series } from './series.js';

/** A horizontal line to compare curves with, such as the expert's return. */
export interface Reference {
  readonly name: string;
  readonly value: number;
}

/** Options of {@link lineChart}. */
export interface LineChartOptions {
  readonly series: readonly Series[];
  readonly references?: readonly Reference[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** @defaultValue 400 */
  readonly width?: number;
  /** @defaultValue 250 */
  readonly height?: number;
  /** Logarithmic vertical axis; only where every value is positive. */
  readonly logarithmic?: boolean;
}

/** Longer curves have no dots (whose titles tell the numbers). */
const MAXIMUM_DOTS = 50;

/** Colours come from the page's style sheet, so that a chart follows its light and dark themes. */
export function seriesColour(index: number): string {
  return `var(--series-${(index % 8) + 1})`;
}

/**
 * Curves with their bands as one SVG element that needs neither script nor network. Values that are not finite leave a
 * gap. Texts are escaped by the document that renders them.
 */
export function lineChart(options: LineChartOptions): string {
  const document = parseDocument('<!doctype html><html><body></body></html>');
  const { width = 400, height = 240, references = [], logarithmic = false } = options;
  const marks: Plot.Markish[] = [];
  options.series.forEach((series, index) => {
    const points = thin(series.points);
    const colour = seriesColour(index);
    const band = points.filter((point) => point.low !== undefined && point.high !== undefined);
    if (band.length > 1) {
      marks.push(Plot.areaY(band, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.18 }));
    }
    marks.push(Plot.lineY(points, { x: 'x', y: 'y', stroke: colour, strokeWidth: 1.75 }));
    if (points.length <= MAXIMUM_DOTS) {
      const title = (point: Point): string =>
        `${series.name}: ${point.y.toPrecision(5)} (${options.xLabel} ${point.x.toLocaleString('en')})`;
      marks.push(Plot.dot(points, { x: 'x', y: 'y', r: 2, fill: colour, title }));
    }
  });
  references.forEach((reference, index) => {
    // The first (the expert's) stands where curves are low, the others where they are high.
    const left = index === 0;
    marks.push(
      Plot.ruleY([reference.value], { stroke: 'currentColor', strokeOpacity: 0.55, strokeDasharray: '4 3' }),
      Plot.text([reference], {
        y: 'value',
        text: 'name',
        frameAnchor: left ? 'left' : 'right',
        textAnchor: left ? 'start' : 'end',
        dx: left ? 4 : 0,
        lineAnchor: 'bottom',
        dy: -3,
        fontSize: 12,
        fillOpacity: 0.75,
      }),
    );
  });
  const svg: unknown = Plot.plot({
    ...({ document } as object),
    className: 'chart',
    width,
    height,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 22,
    marginBottom: 36,
    style: { fontSize: '12px', fontFamily: 'inherit', background: 'none' },
    x: { label: options.xLabel, ticks: 5, tickFormat, nice: true },
    y: {
      label: options.yLabel,
      grid: true,
      ticks: 5,
      nice: true,
      ...(logarithmic ? { type: 'log' as const } : {}),
      tickFormat,
    },
    marks,
  });
  return (svg as { outerHTML: string }).outerHTML;
}

const thousands = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });

function tickFormat(value: number): string {
  return Math.abs(value) >= 1000 ? thousands.format(value) : String(Number(value.toPrecision(4)));
}
