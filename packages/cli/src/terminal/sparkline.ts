const blocks = '▁▂▃▄▅▆▇█';

/** Numbers as a line of small bars, at most `width` of them (means of neighbours). */
export function sparkline(values: readonly number[], width = 40): string {
  if (values.length === 0) return '';
  const count = Math.min(width, values.length);
  const means = Array.from({ length: count }, (_, i) => {
    const part = values.slice(
      Math.floor((i * values.length) / count),
      Math.floor(((i + 1) * values.length) / count),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  return means
    .map((mean) => blocks[range === 0 ? 3 : Math.min(7, Math.floor((8 * (mean - low)) / range))])
    .join('');
}
