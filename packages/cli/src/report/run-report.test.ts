import { describe, expect, it } from 'vitest';

import { exampleReport } from '../test-support/example-report.js';
import { parseDocument } from './parse-document.js';
import { runReport } from './run-report.js';

describe('runReport', () => {
  const text = runReport(exampleReport());
  const document = parseDocument(text);

  it('draws returns, reward gap, mu and reward change', () => {
    const titles = [...document.querySelectorAll('.charts:not(.many) h3')].map((title) => title.textContent);
    expect(titles).toEqual(['Return', 'Reward gap', 'Trust-region coefficient μ', 'Reward change']);
    expect(document.querySelectorAll('.charts:not(.many) svg')).toHaveLength(4);
    expect(document.querySelectorAll('.charts.many svg')).toHaveLength(10);
  });

  it('has a table of random, expert and learnt', () => {
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td.number')].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['Random', '6.2', '3.1', '20', '6.2'],
      ['Expert', '1000', '0', '4', '1000'],
      ['Learnt', '987.3', '21.4', '20', '987.3'],
    ]);
  });

  it('escapes everything that it shows', () => {
    expect(text).not.toMatch(/<script|<img|<b>'/i);
    expect(document.querySelectorAll('script, img, iframe, object')).toHaveLength(0);
    expect(document.querySelector('title')?.textContent).toBe(
      'piro on InvertedPendulum-v4 "</title>", seed 3',
    );
    expect(text).toContain('&lt;script&gt;alert(2)&lt;/script&gt;');
  });

  it('needs no network', () => {
    expect(text).not.toMatch(/(src|href)="?https?:|@import|url\(/i);
    expect(text).toContain("default-src 'none'");
  });

  it('is the same text every time', () => {
    expect(runReport(exampleReport())).toBe(text);
  });

  it('says what is missing of a run without metrics, policy and environment', () => {
    const report = exampleReport();
    const bare = runReport({
      ...report,
      records: [],
      summary: { ...report.summary, environment: null, learnt: null, expert: null, random: null, best: null },
    });
    expect(bare).toContain('no metrics that could be drawn');
    expect(bare).toContain('no environment to measure a return in');
  });

  it('does not deny the environment of a run that has not ended', () => {
    const report = exampleReport();
    const nothing = { learnt: null, expert: null, random: null, best: null };
    const early = runReport({ ...report, summary: { ...report.summary, ...nothing, stopped: 'unfinished' } });
    expect(early).not.toContain('no environment');
    expect(early).toContain('Returns are measured when the run has ended');
  });
});
