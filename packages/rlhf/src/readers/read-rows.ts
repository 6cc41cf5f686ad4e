import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { parse } from 'csv-parse';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type AsyncBuffer } from 'hyparquet';

import { errors } from '../errors.js';
import type { Row } from '../formats/preference-format.js';

/** A row and where it stands: its line, or its number counted from one. */
export type NumberedRow = { readonly number: number } & (
  | { readonly row: Row }
  /** Why it could not be read. */
  | { readonly malformed: string }
);

/** Rows of a Parquet file read at a time. */
const PARQUET_CHUNK = 1000;

/**
 * Rows of a JSON lines, CSV (either may be gzipped) or Parquet file, streamed.
 *
 * @throws MinorantError `MNR_PREFERENCES_FILE` when the file is missing, of another kind, truncated or corrupt.
 */
export async function* readRows(path: string): AsyncGenerator<NumberedRow> {
  try {
    await access(path);
  } catch (error) {
    throw errors.MNR_PREFERENCES_FILE({ path, reason: 'there is no such file' }, error);
  }
  const name = path.toLowerCase().replace(/\.gz$/, '');
  const reader = /\.(jsonl|ndjson|json)$/.test(name)
    ? readJsonLines
    : name.endsWith('.csv')
      ? readCsv
      : name.endsWith('.parquet')
        ? readParquet
        : undefined;
  if (!reader) throw errors.MNR_PREFERENCES_FILE({ path, reason: 'files of this kind are not read' });
  try {
    yield* reader(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw errors.MNR_PREFERENCES_FILE({ path, reason: `the file is corrupt or cut off (${reason})` }, error);
  }
}

async function* readJsonLines(path: string): AsyncGenerator<NumberedRow> {
  let number = 0;
  for await (const line of linesOf(open(path))) {
    number += 1;
    // White space of JavaScript: a byte order mark and a carriage return are trimmed too.
    const text = line.trim();
    if (text !== '') yield { number, ...parseLine(text) };
  }
}

/** Lines that end at a line feed and at nothing else: JSON may hold U+2028 as it is, where Node's readline ends a line from 24 on. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const [first, ...rest] = chunk.split('\n');
    begun.push(first!);
    if (rest.length === 0) continue;
    yield begun.join('');
    begun = [rest.pop()!];
    yield* rest;
  }
  yield begun.join('');
}

function parseLine(line: string): { row: Row } | { malformed: string } {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { row: value as Row };
    return { malformed: 'the line is no JSON object' };
  } catch (error) {
    return { malformed: `the line is no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
}

async function* readCsv(path: string): AsyncGenerator<NumberedRow> {
  const parser = parse({
    columns: true,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  });
  const rows = pipeline(open(path), parser, passedOn);
  for await (const { record, info } of rows as AsyncIterable<{
    record: Row;
    info: { lines: number; error?: Error };
  }>) {
    yield { number: info.lines, ...(info.error ? { malformed: info.error.message } : { row: record }) };
  }
}

async function* readParquet(path: string): AsyncGenerator<NumberedRow> {
  const file = await asyncBufferFromFile(path);
  for (let start = 0; ; start += PARQUET_CHUNK) {
    const rows = await parquetChunk(file, start);
    for (const [i, row] of rows.entries()) yield { number: start + i + 1, row };
    if (rows.length < PARQUET_CHUNK) return;
  }
}

/**
 * Some rows of a Parquet file. Where its schema is damaged, hyparquet throws while it begins to read columns and forgets
 * those that it has begun, whose failures would end the process: after such a throw they are given no bytes.
 */
async function parquetChunk(file: AsyncBuffer, rowStart: number): Promise<Row[]> {
  const metadata = await parquetMetadataAsync(file);
  let failed = false;
  const guarded: AsyncBuffer = {
    byteLength: file.byteLength,
    slice: async (start, end) => {
      const bytes = await file.slice(start, end);
      await new Promise((resolve) => setImmediate(resolve));
      return failed ? new Promise(() => undefined) : bytes;
    },
  };
  try {
    return await parquetReadObjects({ file: guarded, metadata, rowStart, rowEnd: rowStart + PARQUET_CHUNK });
  } catch (error) {
    failed = true;
    throw error;
  }
}

function open(path: string): Readable {
  const file = createReadStream(path);
  if (!path.toLowerCase().endsWith('.gz')) return file;
  return pipeline(file, createGunzip(), passedOn);
}

/** What goes wrong in a pipeline comes out of its last stream. */
const passedOn = (): void => undefined;
