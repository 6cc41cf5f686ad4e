import { html, trusted, type Markup } from './html.js';
import { lineChart, seriesColour } from './line-chart.js';
import type { ChartSpecification } from './metric-charts.js';

/** A chart with its title, caption and legend (a single curve that is named by the title needs none). */
export function chartCard({ title, caption, chart }: ChartSpecification): Markup {
  const legend =
    chart.series.length > 1 &&
    html`<ul class="legend">
      ${chart.series.map(
        ({ name }, index) => html`<li><i style="background:${seriesColour(index)}"></i>${name}</li>`,
      )}
    </ul>`;
  return html`<figure class="card" style="margin:0">
    <h3>${title}</h3>
    ${caption !== '' && html`<p class="quiet small">${caption}</p>`}${legend}${trusted(lineChart(chart))}
  </figure>`;
}
