import { existsSync } from 'node:fs';

import { errors } from '../errors.js';
import { formatIds, formats, type PreferenceFormat, type Row } from '../formats/index.js';
import type { Preference } from '@minorant/core';
import { preference } from '../preferences/preference.js';
import { PreferenceSource } from '../preferences/preference-source.js';
import { isLabelRow, LabelCollector } from '../labelling/label-collector.js';
import { HelpSteerGrouper, isHelpSteerRow, type HelpSteerAttribute } from './help-steer.js';
import { readRows } from './read-rows.js';
import { openSegmentFile, type SegmentFile } from './segment-file.js';

/** Options of {@link readPreferences}. */
export interface ReadPreferencesOptions {
  /** The format's id; found from the columns of the first row without it. */
  readonly format?: string;
  /** What happens at a malformed row: an error with file and line, or it is skipped and counted. @defaultValue `'error'` */
  readonly onMalformed?: 'error' | 'skip';
  /** What HelpSteer's answers are compared by. @defaultValue `'helpfulness'` */
  readonly attribute?: HelpSteerAttribute;
}

/** How rows become preferences, with what is left at the end of the file. */
interface Converter {
  add(row: Row): Preference | null;
  finish(): readonly Preference[];
}

/**
 * Reads a file of preferences in any of the known formats: JSON lines, CSV (either gzipped or not), Parquet, or HDF5 with
 * comparisons of segments of the episodes in it (see {@link openSegmentFile}).
 *
 * @throws MinorantError `MNR_PREFERENCES_FILE`, `MNR_PREFERENCES_FORMAT`, `MNR_PREFERENCES_ROW` (with file and line) or
 * `MNR_PREFERENCES_EMPTY`.
 *
 * @example
 * ```ts
 * import { readPreferences } from '@minorant/rlhf';
 *
 * const source = await readPreferences('comparisons.jsonl', { onMalformed: 'skip' });
 * console.log(`${source.size} comparisons, ${source.skipped} malformed rows skipped`);
 * ```
 */
export async function readPreferences(
  path: string,
  options: ReadPreferencesOptions = {},
): Promise<PreferenceSource> {
  const { onMalformed = 'error' } = options;
  const records: Preference[] = [];
  let skipped = 0;
  let converter: Converter | undefined;
  const keep = (record: Preference | null): void => {
    if (record === null) return;
    const checked = preference.safeParse(record);
    if (!checked.success) throw new Error(checked.error.issues.map(({ message }) => message).join('; '));
    records.push(checked.data);
  };

  const attempt = (row: number, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Error) || 'code' in error) throw error;
      if (onMalformed === 'error') throw errors.MNR_PREFERENCES_ROW({ path, row, reason: error.message });
      skipped += 1;
    }
  };

  if (/\.(hdf5|h5)$/i.test(path)) {
    const file = await openSegments(path);
    try {
      for (let row = 0; row < file.count; row++) attempt(row + 1, () => keep(file.read(row)));
    } finally {
      file.close();
    }
    return new PreferenceSource(path, records, skipped);
  }
  for await (const numbered of readRows(path)) {
    attempt(numbered.number, () => {
      if ('malformed' in numbered) throw new Error(numbered.malformed);
      converter ??= converterFor(path, numbered.row, options);
      keep(converter.add(numbered.row));
    });
  }
  for (const record of converter?.finish() ?? []) keep(record);
  return new PreferenceSource(path, records, skipped);
}

async function openSegments(path: string): Promise<SegmentFile> {
  if (!existsSync(path)) throw errors.MNR_PREFERENCES_FILE({ path, reason: 'there is no such file' });
  try {
    return await openSegmentFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw errors.MNR_PREFERENCES_FILE({ path, reason }, error);
  }
}

function converterFor(path: string, first: Row, { format, attribute }: ReadPreferencesOptions): Converter {
  if (format === 'helpsteer' || (format === undefined && isHelpSteerRow(first)))
    return new HelpSteerGrouper(attribute);
  if (format === 'labels' || (format === undefined && isLabelRow(first))) return new LabelCollector();
  const found: PreferenceFormat | undefined = formats.find((candidate) =>
    format === undefined ? candidate.matches(first) : candidate.id === format,
  );
  if (!found) {
    const asked = format === undefined ? {} : { asked: format };
    throw errors.MNR_PREFERENCES_FORMAT({ path, columns: Object.keys(first), known: formatIds, ...asked });
  }
  return { add: (row) => found.convert(row), finish: () => [] };
}
