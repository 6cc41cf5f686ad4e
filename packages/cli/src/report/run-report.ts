import type { MetricRecord, ResolvedConfiguration } from '@minorant/core';
import { stringify } from 'yaml';

import { formatDuration } from '../terminal/format-duration.js';
import { formatNumber } from '../terminal/format-number.js';
import { chartCard } from './chart-card.js';
import { rewardMapSvg } from '../reward-map/reward-map-svg.js';
import type { RewardMap } from '../reward-map/reward-map.js';
import { html, trusted, type Markup } from './html.js';
import { allMetricCharts, mainCharts } from './metric-charts.js';
import { page } from './page.js';
import { normalisedReturn, type ReturnSummary, type RunSummary } from './run-summary.js';

/** What a report shows. */
export interface RunReport {
  readonly summary: RunSummary;
  readonly configuration: ResolvedConfiguration;
  readonly records: readonly MetricRecord[];
  /** Versions, machine, backend: shown as it is. */
  readonly environment: Readonly<Record<string, unknown>>;
  readonly rewardMap?: RewardMap;
}

/** The report of one run as a page of one file. Everything that comes from outside is escaped. */
export function runReport(report: RunReport): string {
  const { summary, configuration, records, environment, rewardMap } = report;
  const title = `${summary.algorithm} on ${summary.environment ?? 'no environment'}`;
  const charts = mainCharts(records, summary);
  const others = allMetricCharts(records);
  return page(
    `${title}, seed ${summary.seed}`,
    html`<h1>${title}</h1>
      <p class="quiet">
        Seed ${summary.seed} · ${summary.steps.toLocaleString('en')} environment steps · ${summary.iterations}
        iterations · ${formatDuration(summary.seconds)} · ${stopped(summary)}
      </p>
      ${tiles(summary)}
      <h2>True return</h2>
      ${returnsTable(summary)}
      <h2>Learning curves</h2>
      ${
        charts.length === 0
          ? html`<p class="quiet">The run wrote no metrics that could be drawn.</p>`
          : html`<div class="charts">${charts.map(chartCard)}</div>`
      }
      ${
        others.length > 0 &&
        html`<details>
          <summary>Every metric (${others.length})</summary>
          <div class="charts many">${others.map(chartCard)}</div>
        </details>`
      }
      ${
        rewardMap &&
        html`<h2>Learnt reward</h2>
          <figure class="card" style="margin:0; max-width:440px">
            ${trusted(rewardMapSvg(rewardMap))}
            <figcaption class="quiet small">${rewardMap.note}</figcaption>
          </figure>`
      }
      <h2>Configuration</h2>
      <div class="card"><pre>${stringify(configuration)}</pre></div>
      <h2>Made with</h2>
      <div class="card"><pre>${stringify(environment)}</pre></div>`,
  );
}

function stopped({ stopped }: RunSummary): string {
  const words: Readonly<Record<string, string>> = {
    budget: 'ended with its budget',
    finished: 'the algorithm had finished',
    aborted: 'stopped from outside, can be resumed',
    callback: 'ended by a callback',
    unfinished: 'has not ended',
  };
  return words[stopped] ?? stopped;
}

function tiles(summary: RunSummary): Markup {
  const share = normalisedReturn(summary);
  const tile = (name: string, value: string, note: string): Markup =>
    html`<div class="card tile">
      <span class="quiet small">${name}</span><b>${value}</b><span class="quiet small">${note}</span>
    </div>`;
  const { learnt, expert, best } = summary;
  return html`<div class="tiles">
    ${learnt && tile('Learnt', formatNumber(learnt.mean), `± ${formatNumber(learnt.std)} over ${learnt.episodes} episodes`)}
    ${expert && tile('Expert', formatNumber(expert.mean), `${expert.episodes} demonstration${expert.episodes === 1 ? '' : 's'}`)}
    ${share !== undefined && tile('Of expert', `${(100 * share).toFixed(1)} %`, 'where random is 0 and the expert 100')}
    ${best && tile('Best on the way', formatNumber(best.mean), `at step ${best.steps.toLocaleString('en')}`)}
  </div>`;
}

function returnsTable(summary: RunSummary): Markup {
  const rows = (
    [
      ['Random', summary.random],
      ['Expert', summary.expert],
      ['Learnt', summary.learnt],
    ] as const
  ).filter((row): row is [(typeof row)[0], ReturnSummary] => row[1] !== null);
  if (rows.length === 0)
    return html`<p class="quiet">
      ${
        summary.environment === null
          ? 'This run has no environment to measure a return in.'
          : 'Returns are measured when the run has ended.'
      }
    </p>`;
  const low = Math.min(0, ...rows.map(([, { mean }]) => mean));
  const high = Math.max(0, ...rows.map(([, { mean }]) => mean));
  const width = (mean: number): number => (high === low ? 0 : (100 * (mean - low)) / (high - low));
  return html`<div class="card scroll">
      <table>
        <thead>
          <tr>
            <th>Policy</th>
            <th class="number">Mean</th>
            <th class="number">Spread</th>
            <th class="number">Episodes</th>
            <th class="number wide">Mean length</th>
            <th aria-hidden="true"></th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, { mean, std, episodes, meanLength }]) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td class="number">${formatNumber(mean)}</td>
                <td class="number">${formatNumber(std)}</td>
                <td class="number">${episodes}</td>
                <td class="number wide">${formatNumber(meanLength)}</td>
                <td aria-hidden="true">
                  <div class="bar"><i style="width:${width(mean).toFixed(1)}%"></i></div>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="quiet small">
      Undiscounted sums of the environment's own reward over whole episodes; the spread is their standard
      deviation.
    </p>`;
}
