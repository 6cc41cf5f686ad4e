import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomStreams, type CreateContext, type PreferenceQuery } from '@minorant/core';
import { componentSuite, describeConformance, preferenceGathererSuite } from '@minorant/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { humanGathererComponent } from './human-gatherer-component.js';
import { HumanGatherer } from './human-gatherer.js';
import type { LabelState } from './label-session.js';

const query = (name: string): PreferenceQuery => ({
  candidates: ['good', 'bad'].map((word) => ({ kind: 'text', text: `${word} ${name}` })),
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-human-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Somebody who is told where the page is and answers as the page would send it, up to some number of questions. */
function somebody(path: string, patience = Infinity) {
  const asked: string[] = [];
  let gone: Promise<void> | undefined;
  const answer = async (url: string): Promise<void> => {
    for (let nonce = 0; asked.length < patience; nonce++) {
      const { question } = (await (await fetch(`${url}/api/state`)).json()) as LabelState;
      if (!question) return;
      asked.push(question.id);
      const isLeft = 'text' in question.left && question.left.text.startsWith('good');
      await fetch(`${url}/api/answer`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          question: question.id,
          answer: isLeft ? 'left' : 'right',
          nonce: `${process.hrtime.bigint()}-${nonce}`,
        }),
      });
    }
  };
  const gatherer = new HumanGatherer({
    path,
    seed: 1,
    host: '127.0.0.1',
    port: 0,
    announce: (text) => {
      // It ends with the address. A page that is gone is nobody's mistake: the run has ended or was cut short.
      gone = answer(new URL(text.split(' ').at(-1)!).origin).catch(() => undefined);
    },
  });
  return { gatherer, asked, left: () => gone };
}

describeConformance('human', componentSuite, { component: humanGathererComponent });

let files = 0;
describeConformance('HumanGatherer', preferenceGathererSuite, {
  create: async () => {
    const own = await mkdtemp(join(tmpdir(), 'minorant-human-'));
    return { gatherer: somebody(join(own, `${files++}.jsonl`)).gatherer };
  },
  queries: [query('a'), query('b')],
});

describe('HumanGatherer', () => {
  it('asks in rounds, keeps each answer at once, and never asks the same twice', async () => {
    const path = join(folder, 'labels.jsonl');
    const first = somebody(path);
    expect(await first.gatherer.gather([query('a'), query('b')])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    await first.left();
    expect(await first.gatherer.gather([query('b'), query('c'), query('c')])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    await first.left();
    expect(first.asked).toHaveLength(3);
    await first.gatherer.dispose();
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(3);
  });

  it('goes on where a run was cut short', async () => {
    const path = join(folder, 'labels.jsonl');
    const first = somebody(path, 2);
    const interrupt = new AbortController();
    const queries = ['a', 'b', 'c'].map(query);
    const waiting = first.gatherer.gather(queries, { signal: interrupt.signal });
    await expect.poll(() => first.asked.length, { timeout: 10_000 }).toBe(2);
    await first.left();
    interrupt.abort();
    await expect(waiting).rejects.toMatchObject({
      code: 'MNR_LABEL_INTERRUPTED',
      message: expect.stringContaining('2 of 3') as string,
    });
    await first.gatherer.dispose();

    const again = somebody(path);
    expect(await again.gatherer.gather(queries)).toEqual(queries.map(() => [1, 0]));
    await again.left();
    expect(again.asked).toHaveLength(1);
    expect(first.asked).not.toContain(again.asked[0]);
    await again.gatherer.dispose();
  });

  it('refuses a run without a folder, an open page without a token, and three candidates', async () => {
    const context = { random: new RandomStreams(1) } as CreateContext;
    const options = { host: '127.0.0.1', port: 0 };
    expect(() => humanGathererComponent.create(options, context)).toThrow(/folder/);
    const withFolder = { ...context, output: folder } as CreateContext;
    expect(() => humanGathererComponent.create({ ...options, host: '0.0.0.0' }, withFolder)).toThrow(/token/);
    const { gatherer } = somebody(join(folder, 'labels.jsonl'));
    const { candidates } = query('a');
    await expect(gatherer.gather([{ candidates: [...candidates, candidates[0]!] }])).rejects.toMatchObject({
      code: 'MNR_LABEL_PAIRS',
    });
    await gatherer.dispose();
  });
});
