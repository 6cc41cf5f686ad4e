import { expect, it } from 'vitest';

import { isForeignName, isForeignOrigin, isOpenToOthers } from './foreign-requests.js';

it('tells interfaces that others can reach', () => {
  expect(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '192.168.0.7'].map(isOpenToOthers)).toEqual([
    ...[false, false, false, true, true],
  ]);
});

it('tells names that are not of this machine', () => {
  for (const own of ['127.0.0.1:80', 'localhost', '[::1]:5000']) expect(isForeignName(own)).toBe(false);
  for (const foreign of [undefined, '', 'evil.example:5000', 'localhost.evil.example', '127.0.0.1:80.evil'])
    expect(isForeignName(foreign)).toBe(true);
});

it("tells other sites' pages, and answers programs that name no page", () => {
  const host = 'localhost:5000';
  expect(isForeignOrigin({ host })).toBe(false);
  expect(isForeignOrigin({ host, origin: 'http://localhost:5000' })).toBe(false);
  for (const origin of ['http://evil.example', 'http://localhost:5001', 'null'])
    expect(isForeignOrigin({ host, origin })).toBe(true);
});
