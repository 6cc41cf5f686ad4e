/** A number as tables and reports show it: about four digits, no needless zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return value.toFixed(0);
  if (size >= 100) return value.toFixed(1);
  if (size >= 1e-3) return String(Number(value.toPrecision(4)));
  return value.toExponential(2);
}
