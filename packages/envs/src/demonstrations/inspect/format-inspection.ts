import plot from 'simple-ascii-chart';

import type { ColumnStatistics } from './column-statistics.js';
import type { DemonstrationInspection } from './inspect-demonstrations.js';
import type { Summary } from './summarise.js';

/** A {@link DemonstrationInspection} as text for a terminal, with plots. */
export function formatInspection(inspection: DemonstrationInspection): string {
  const { episodes } = inspection;
  const ends = (end: string): number => episodes.filter((episode) => episode.end === end).length;
  const lines = [
    inspection.file,
    `  layout        ${inspection.layout === 'minari' ? 'Minari' : 'D4RL'}`,
    `  environment   ${inspection.environmentId ?? 'not recorded'}`,
    `  observations  ${inspection.observationSpace ?? `${inspection.observations.length} numbers`}`,
    `  actions       ${inspection.actionSpace ?? `${inspection.actions.length} numbers`}`,
    `  episodes      ${episodes.length} (${ends('terminated')} terminated, ${ends('truncated')} truncated, ${ends('open')} open)`,
    `  steps         ${inspection.steps}`,
    `  return        ${formatSummary(inspection.returns)}`,
    `  length        ${formatSummary(inspection.lengths)}`,
    '',
    ...(episodes.length > 1
      ? chart(
          'Return of each episode',
          episodes.map((episode) => episode.episodeReturn),
          'episode',
        )
      : []),
    ...chart('Reward in episode 0', inspection.firstRewards, 'step'),
    ...table('Observation', inspection.observations),
    ...table('Action', inspection.actions),
  ];
  return lines.join('\n');
}

function formatSummary({ mean, std, minimum, median, maximum }: Summary): string {
  return `mean ${short(mean)}, std ${short(std)}, minimum ${short(minimum)}, median ${short(median)}, maximum ${short(maximum)}`;
}

/** At most 60 points: longer series are averaged in blocks. */
function chart(title: string, values: readonly number[], unit: string): string[] {
  const block = Math.ceil(values.length / 60);
  const points: [number, number][] = [];
  for (let start = 0; start < values.length; start += block) {
    const part = values.slice(start, start + block);
    points.push([start, part.reduce((sum, value) => sum + value, 0) / part.length]);
  }
  if (points.length < 2) return [];
  const text = plot(points, {
    width: 60,
    height: 8,
    hideXAxisTicks: true,
    formatter: (value) => short(value),
  });
  return [
    `${title} (${unit} 0 to ${values.length - 1}${block > 1 ? `, means of ${block}` : ''})`,
    text.replace(/^\n+|\s+$/g, ''),
    '',
  ];
}

function table(title: string, columns: readonly ColumnStatistics[]): string[] {
  const shown = columns.slice(0, 40);
  const cell = (text: string): string => text.padStart(11);
  const rows = shown.map(({ mean, std, minimum, maximum }, index) =>
    [String(index), short(mean), short(std), short(minimum), short(maximum)].map(cell).join(''),
  );
  const rest = columns.length > shown.length ? [`  and ${columns.length - shown.length} more`] : [];
  return [
    `${title} (${columns.length})`,
    ['index', 'mean', 'std', 'minimum', 'maximum'].map(cell).join(''),
    ...rows,
    ...rest,
    '',
  ];
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
