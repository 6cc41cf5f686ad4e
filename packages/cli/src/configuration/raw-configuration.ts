/** A configuration as read from a file or built from flags, before the schema has checked it. */
export type RawConfiguration = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys, and no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
