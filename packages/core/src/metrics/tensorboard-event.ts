import { crc32c } from './crc32c.js';

/** What an event of TensorBoard's can hold here: the file's first one, a restart, or a row of scalars. */
export interface TensorboardEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  readonly fileVersion?: string;
  /** Says that events at this step or later, from before, are to be forgotten. */
  readonly isRestart?: boolean;
  readonly scalars?: Readonly<Record<string, number>>;
}

/**
 * An event as a record of an event file: TensorFlow's `Event` message in protobuf's encoding, between its length and
 * masked checksums (TFRecord).
 */
export function tensorboardRecord(event: TensorboardEvent): Uint8Array {
  const data = encodeEvent(event);
  const record = Buffer.alloc(16 + data.length);
  record.writeBigUInt64LE(BigInt(data.length), 0);
  record.writeUInt32LE(masked(crc32c(record.subarray(0, 8))), 8);
  data.copy(record, 12);
  record.writeUInt32LE(masked(crc32c(data)), 12 + data.length);
  return record;
}

/** TFRecord's mask: a checksum of data that holds checksums would be weak. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** Fields of tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto, by their numbers. */
function encodeEvent({ wallTime, step, fileVersion, isRestart, scalars }: TensorboardEvent): Buffer {
  const fields = [key(1, 1), double(wallTime)];
  if (step !== undefined) fields.push(key(2, 0), varint(step));
  if (fileVersion !== undefined) fields.push(bytes(3, Buffer.from(fileVersion)));
  if (scalars) {
    const values = Object.entries(scalars).map(([tag, value]) =>
      bytes(1, Buffer.concat([bytes(1, Buffer.from(tag)), key(2, 5), float(value)])),
    );
    fields.push(bytes(5, Buffer.concat(values)));
  }
  // SessionLog with status START.
  if (isRestart) fields.push(bytes(7, Buffer.concat([key(1, 0), varint(1)])));
  return Buffer.concat(fields);
}

function key(field: number, wireType: number): Buffer {
  return varint(field * 8 + wireType);
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([key(field, 2), varint(content.length), content]);
}

/** A non-negative integer below 2^53. */
function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
  return Buffer.from(out);
}

function double(value: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeDoubleLE(value);
  return out;
}

function float(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeFloatLE(value);
  return out;
}
