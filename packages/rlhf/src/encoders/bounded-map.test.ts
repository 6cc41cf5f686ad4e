import { describe, expect, it } from 'vitest';

import { BoundedMap } from './bounded-map.js';

describe('BoundedMap', () => {
  it('forgets the oldest entries, as many as the limit asks for', () => {
    const map = new BoundedMap<number>(6, (key) => key.length);
    map.set('aa', 1).set('bb', 2).set('cc', 3);
    expect([...map]).toEqual([
      ['aa', 1],
      ['bb', 2],
      ['cc', 3],
    ]);
    map.set('bb', 4);
    expect([...map.keys()]).toEqual(['aa', 'bb', 'cc']);
    map.set('ddd', 5);
    expect([...map.keys()]).toEqual(['cc', 'ddd']);
  });

  it('counts what is left after entries were taken out, and keeps nothing that is too large alone', () => {
    const map = new BoundedMap<number>(4, (key) => key.length);
    map.set('aa', 1).set('bb', 2);
    map.delete('aa');
    map.delete('nothing');
    map.set('cc', 3);
    expect([...map.keys()]).toEqual(['bb', 'cc']);
    map.clear();
    map.set('dddd', 4);
    expect([...map.keys()]).toEqual(['dddd']);
    map.set('eeeee', 5);
    expect(map.size).toBe(0);
  });
});
