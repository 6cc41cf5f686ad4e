import { describe, expect, it } from 'vitest';

import { ProtobufWriter } from './protobuf-writer.js';

const hex = (writer: ProtobufWriter) => Buffer.from(writer.finish()).toString('hex');

describe('ProtobufWriter', () => {
  // The expected bytes are those of the examples on protobuf.dev's page on the encoding.
  it('writes the documented examples', () => {
    expect(hex(new ProtobufWriter().integer(1, 150))).toBe('089601');
    expect(hex(new ProtobufWriter().string(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new ProtobufWriter().message(3, (w) => w.integer(1, 150)))).toBe('1a03089601');
    expect(hex(new ProtobufWriter().integers(6, [3, 270, 86942]))).toBe('3206038e029ea705');
  });

  it('writes negative integers in ten bytes and floats in four', () => {
    expect(hex(new ProtobufWriter().integer(1, -2))).toBe('08feffffffffffffffff01');
    expect(hex(new ProtobufWriter().float(1, 1.5))).toBe('0d0000c03f');
  });

  it('grows', () => {
    const bytes = new Uint8Array(5000).fill(7);
    const written = new ProtobufWriter().bytes(1, bytes).finish();
    expect(written.length).toBe(5003);
    expect(written.subarray(3)).toEqual(bytes);
  });
});
