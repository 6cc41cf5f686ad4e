import type { ReportCard } from './report-card.js';

const SIZE = 320;
const MARGIN = 44;

/**
 * A reliability plot of a report card as an SVG file: observed against predicted shares of each bin, the diagonal of a
 * calibrated model, and how many comparisons each bin holds (the area of its dot).
 */
export function reliabilityPlot({ reliability, calibrationError, count }: ReportCard, title = ''): string {
  const at = (share: number): number => Number((MARGIN + share * SIZE).toFixed(1));
  const up = (share: number): number => Number((MARGIN + (1 - share) * SIZE).toFixed(1));
  const bins = reliability.filter((bin) => bin.count > 0);
  const most = Math.max(...bins.map((bin) => bin.count), 1);
  const line = bins.map(({ predicted, observed }) => `${at(predicted)},${up(observed)}`).join(' ');
  const dots = bins.map(({ predicted, observed, count: inside }) => {
    const radius = (2 + 7 * Math.sqrt(inside / most)).toFixed(1);
    return `<circle cx="${at(predicted)}" cy="${up(observed)}" r="${radius}" fill="#2f5fd0" fill-opacity="0.75"><title>${inside} comparisons</title></circle>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<text x="${at(share)}" y="${up(0) + 18}" text-anchor="middle">${share}</text>`,
    `<text x="${at(0) - 8}" y="${up(share) + 4}" text-anchor="end">${share}</text>`,
  ]);
  const width = SIZE + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" width="${width}" height="${width}" font-family="system-ui, sans-serif" font-size="12" fill="#1d2127">
<rect width="${width}" height="${width}" fill="#ffffff"/>
<text x="${at(0)}" y="20">${escape(title)}</text>
<text x="${at(0)}" y="36" fill="#5d646e">calibration error ${calibrationError?.toFixed(3) ?? 'none'}, ${count} comparisons</text>
<rect x="${at(0)}" y="${up(1)}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#dfddd7"/>
<line x1="${at(0)}" y1="${up(0)}" x2="${at(1)}" y2="${up(1)}" stroke="#9aa1ab" stroke-dasharray="4 4"/>
<polyline points="${line}" fill="none" stroke="#2f5fd0"/>
${dots.join('\n')}
${ticks.join('\n')}
<text x="${at(0.5)}" y="${width - 6}" text-anchor="middle">predicted share</text>
<text transform="translate(12 ${up(0.5)}) rotate(-90)" text-anchor="middle">observed share</text>
</svg>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
