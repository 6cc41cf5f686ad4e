import { describe, expect, it } from 'vitest';

import { RandomStream } from './random-stream.js';
import { RandomStreams } from './random-streams.js';

describe('RandomStream', () => {
  it('repeats itself by seed and goes on from a snapshot, spare normal included', () => {
    const a = new RandomStream(3);
    const b = new RandomStream(3);
    expect([a.uniform(), a.integer(10), a.normal()]).toEqual([b.uniform(), b.integer(10), b.normal()]);
    const saved = a.snapshot();
    const expected = [a.normal(), a.normal(), a.uniform()];
    const c = new RandomStream(99);
    c.restore(JSON.parse(JSON.stringify(saved)) as typeof saved);
    expect([c.normal(), c.normal(), c.uniform()]).toEqual(expected);
  });

  it('draws normals with mean 0 and variance 1', () => {
    const x = new RandomStream(1).fillNormal(new Float64Array(100_000));
    const mean = x.reduce((s, v) => s + v, 0) / x.length;
    const variance = x.reduce((s, v) => s + (v - mean) ** 2, 0) / x.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  it('gives each name its own stream, whatever else is drawn', () => {
    const one = new RandomStreams(5);
    const two = new RandomStreams(5);
    two.stream('other').uniform();
    expect(one.stream('policy').uniform()).toBe(two.stream('policy').uniform());
    expect(one.stream('a').uniform()).not.toBe(one.stream('b').uniform());
    // Put back, a stream that was asked for later begins anew.
    const saved = one.snapshot();
    const later = one.stream('later');
    const first = later.uniform();
    one.restore(saved);
    expect(later.uniform()).toBe(first);
    expect(new RandomStreams(6).stream('a').uniform()).not.toBe(new RandomStreams(5).stream('a').uniform());
  });
});
