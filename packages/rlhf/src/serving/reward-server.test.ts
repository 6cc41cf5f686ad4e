import { get as httpGet, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startRewardServer, type RewardServer } from './reward-server.js';

let server: RewardServer;
const scored: string[][] = [];

beforeAll(async () => {
  server = await startRewardServer({
    score: (texts) => {
      if (texts.includes('fail')) return Promise.reject(new Error('secret'));
      scored.push([...texts]);
      return Promise.resolve(texts.map((text) => text.length));
    },
    token: 'open sesame',
    maximumBytes: 1000,
    maximumTexts: 3,
  });
});

afterAll(() => server.close());

async function post(
  body: unknown,
  { path = '/get_reward', token = 'open sesame', method = 'POST' } = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('startRewardServer', () => {
  it('answers as OpenRLHF asks, with and without prompts', async () => {
    // openrlhf/utils/remote_rm_utils.py @07c34b3 posts {"query": [...]}; later versions add prompts and labels.
    expect(await post({ query: ['one', 'three'] })).toEqual({ status: 200, json: { rewards: [3, 5] } });
    const { json } = await post({ query: ['Q: a A: yes'], prompts: ['Q: a A:'], labels: [null] });
    expect(json).toEqual({ rewards: [4] });
    expect(scored.at(-1)).toEqual([' yes']);
  });

  it("answers as TRL's reward functions are called: strings and messages", async () => {
    const strings = await post({ prompts: ['p', 'p'], completions: ['ab', 'c'] });
    expect(strings.json).toEqual({ rewards: [2, 1] });
    const message = (content: string) => [{ role: 'assistant', content }];
    const messages = await post({ prompts: [message('p')], completions: [message('abcd')] }, { path: '/' });
    expect(messages.json).toEqual({ rewards: [4] });
  });

  it('refuses clearly what is unauthorised, malformed, oversized or elsewhere', async () => {
    expect((await post({ query: ['a'] }, { token: 'guess' })).status).toBe(401);
    expect((await post('{"query": [')).status).toBe(400);
    expect((await post({ query: 'one' })).json['error']).toMatch(/^query: /);
    expect((await post({ query: ['a', 'b'], prompts: ['p'] })).json).toEqual({
      error: 'prompts: must be as many as query',
    });
    expect((await post({ completions: [] })).status).toBe(422);
    expect((await post({ query: ['a', 'b', 'c', 'd'] })).status).toBe(413);
    expect((await post({ query: ['x'.repeat(2000)] })).status).toBe(413);
    expect((await post({}, { path: '/other' })).status).toBe(404);
    expect((await post({}, { method: 'GET' })).status).toBe(405);
  });

  it("answers no other site's pages, and no name that is pointed at this machine", async () => {
    const status = (headers: Record<string, string>, path = '/health') =>
      new Promise<number>((resolve, reject) => {
        const { hostname, port } = new URL(server.url);
        httpGet({ hostname, port, path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode!);
        }).once('error', reject);
      });
    const { host } = new URL(server.url);
    expect(await status({ host })).toBe(200);
    expect(await status({ host: 'evil.example:5000' })).toBe(403);
    expect(await status({ host, origin: 'http://evil.example' })).toBe(403);
    expect(await status({ host, origin: `http://${host}` })).toBe(200);
    expect(await status({ host }, '//')).toBe(401);
  });

  it('stops reading a body of unknown length that grows too long', async () => {
    const status = await new Promise<number | string>((resolve) => {
      const request = httpRequest(
        `${server.url}/get_reward`,
        { method: 'POST', headers: { authorization: 'Bearer open sesame' } },
        (response) => {
          resolve(response.statusCode!);
          response.resume();
        },
      );
      request.on('error', (error) => resolve(error.message));
      for (let i = 0; i < 30; i++) request.write('x'.repeat(100));
      request.end();
    });
    expect(status).toBe(413);
  });

  it('does not tell what went wrong inside, and goes on', async () => {
    expect(await post({ query: ['fail'] })).toEqual({
      status: 500,
      json: { error: 'the reward model failed' },
    });
    expect((await post({ query: ['a'] })).status).toBe(200);
  });

  it('tells health without a token, and counts', async () => {
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
    const response = await fetch(`${server.url}/metrics`, {
      headers: { authorization: 'Bearer open sesame' },
    });
    const text = await response.text();
    const value = (name: string): number =>
      Number(new RegExp(`^minorant_reward_${name} (\\S+)$`, 'm').exec(text)![1]);
    expect(value('texts_total')).toBe(scored.flat().length);
    expect(value('failed_total')).toBe(1);
    expect(value('refused_total')).toBeGreaterThan(5);
  });

  describe('when it is closed', () => {
    /** A server that is scoring a request, and what lets it finish. */
    async function scoring(closeTimeout?: number) {
      let begun = (): void => undefined;
      const started = new Promise<void>((resolve) => (begun = resolve));
      let finish = (): void => undefined;
      const held = new Promise<number[]>((resolve) => (finish = () => resolve([7])));
      const busy = await startRewardServer({
        score: () => {
          begun();
          return held;
        },
        ...(closeTimeout !== undefined && { closeTimeout }),
      });
      const answer = fetch(`${busy.url}/get_reward`, { method: 'POST', body: '{"query": ["a"]}' });
      await started;
      return { busy, answer, finish };
    }

    it('answers what it scores before it is done, and waits for no connection that is kept', async () => {
      const { busy, answer, finish } = await scoring();
      let isClosed = false;
      const started = performance.now();
      const closed = busy.close().then(() => (isClosed = true));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isClosed).toBe(false);
      await expect(fetch(`${busy.url}/health`)).rejects.toThrow();
      finish();
      expect(await (await answer).json()).toEqual({ rewards: [7] });
      await closed;
      expect(performance.now() - started).toBeLessThan(4000);
    });

    it('cuts what takes too long, and is not done while the reward still scores', async () => {
      const { busy, answer, finish } = await scoring(20);
      let isClosed = false;
      const closed = busy.close().then(() => (isClosed = true));
      await expect(answer).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isClosed).toBe(false);
      finish();
      await closed;
    });
  });

  it('listens to this machine alone, unless there is a token', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const open = startRewardServer({ score: () => Promise.resolve([]), host: '0.0.0.0' });
    await expect(open).rejects.toMatchObject({ code: 'MNR_PREFERENCES_TOKEN' });
  });
});
