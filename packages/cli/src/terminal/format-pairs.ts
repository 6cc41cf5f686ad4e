/** Names and values, one pair a line, values in a column. */
export function formatPairs(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
  return pairs.map(([name, value]) => name.padEnd(width) + value).join('\n');
}
