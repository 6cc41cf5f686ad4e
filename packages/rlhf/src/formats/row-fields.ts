import type { PreferenceCandidate } from '@minorant/core';
import { chatMessage, type ChatMessage } from '../preferences/preference.js';
import type { Row } from './preference-format.js';

/** A column that must be a string. */
export function stringField(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new Error(`${name} must be a string, found ${kindOf(value)}`);
  return value;
}

/** A column that must be a finite number, or a string that is one (CSV). */
export function numberField(row: Row, name: string): number {
  const value = row[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'bigint') return Number(number);
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new Error(`${name} must be a finite number, found ${kindOf(value)}`);
  }
  return number;
}

/** A column that may be absent or empty, and is a finite number otherwise. */
export function optionalNumber(row: Row, name: string): number | undefined {
  const value = row[name];
  return value === undefined || value === null || value === '' ? undefined : numberField(row, name);
}

/** Whether a value is a list of chat messages. */
export function isMessages(value: unknown): value is ChatMessage[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => chatMessage.safeParse(item).success)
  );
}

/** A column that is text or messages, as a candidate. */
export function candidateField(row: Row, name: string): PreferenceCandidate {
  const value = row[name];
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (isMessages(value)) return { kind: 'messages', messages: value };
  throw new Error(
    `${name} must be a string or a list of messages with role and content, found ${kindOf(value)}`,
  );
}

/** A column that is text or messages, as a prompt. */
export function promptField(row: Row, name: string): string | ChatMessage[] {
  const value = row[name];
  if (typeof value === 'string' || isMessages(value)) return value;
  throw new Error(
    `${name} must be a string or a list of messages with role and content, found ${kindOf(value)}`,
  );
}

/** A prompt that may be absent or null (a nullable column of Parquet). */
export function optionalPrompt(row: Row): { prompt?: string | ChatMessage[] } {
  const value = row['prompt'];
  return value === undefined || value === null ? {} : { prompt: promptField(row, 'prompt') };
}

/** A value's kind, for messages. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return `the ${typeof value} ${JSON.stringify(value).slice(0, 40)}`;
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
