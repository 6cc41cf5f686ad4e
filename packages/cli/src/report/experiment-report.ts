import { missingRuns, type MissingRun } from '../experiment/experiment-results.js';
import type { TextTable } from '../experiment/experiment-tables.js';
import { chartCard } from './chart-card.js';
import { html } from './html.js';
import type { ChartSpecification } from './metric-charts.js';
import { page } from './page.js';

/** The report of an experiment as a page of one file. */
export function experimentReport(
  name: string,
  tables: readonly TextTable[],
  charts: readonly ChartSpecification[],
  missing: readonly MissingRun[],
): string {
  return page(
    name,
    html`<h1>${name}</h1>
      ${missing.length > 0 && html`<p>Not in these tables, since they are not done: ${missingRuns(missing).join('; ')}.</p>`}
      ${tables.map(
        ({ title, head, rows }) =>
          html`<h2>${title}</h2>
            <div class="card scroll">
              <table>
                <thead>
                  <tr>
                    ${head.map((cell) => html`<th>${cell}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    (row) =>
                      html`<tr>
                        ${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`,
      )}
      <p class="quiet small">
        Final return: true return at the end of training, mean and standard deviation over seeds. IQM: mean of
        the middle half, with a bootstrap interval stratified by task (Agarwal et al., 2021). Best on the way
        and largest drop (from a peak to anything after it) are of the evaluations during training, means over
        seeds. Of expert: random is 0, the expert 100 %.
      </p>
      <h2>Learning curves</h2>
      <div class="charts wide">${charts.map(chartCard)}</div>`,
  );
}
