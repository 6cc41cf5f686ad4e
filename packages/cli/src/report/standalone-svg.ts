import { escapeHtml } from './html.js';
import { lineChart, seriesColour, type LineChartOptions } from './line-chart.js';
import { palette } from './style.js';

/** A chart as an SVG file of its own, with its title and legend, readable on light and dark pages. */
export function standaloneSvg(title: string, chart: LineChartOptions): string {
  const width = 720;
  const height = 420;
  const inner = lineChart({ ...chart, width, height });
  const legendHeight = 26 + 20 * chart.series.length;
  const legend = chart.series
    .map(
      ({ name }, i) =>
        `<rect x="52" y="${34 + 20 * i}" width="16" height="4" fill="${seriesColour(i)}"/><text x="76" y="${40 + 20 * i}">${escapeHtml(name)}</text>`,
    )
    .join('');
  const body = inner.replace('<svg ', `<svg xmlns="http://www.w3.org/2000/svg" y="${legendHeight}" `);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + legendHeight}" font-family="system-ui, sans-serif" font-size="13" fill="currentColor">
<style>${palette(':root')} svg { color: var(--text); }</style>
<rect width="100%" height="100%" fill="var(--card)"/>
<text x="52" y="20" font-weight="600">${escapeHtml(title)}</text>
${legend}
${body}
</svg>
`;
}
