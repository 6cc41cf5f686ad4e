import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabelJournal } from '@minorant/rlhf';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { questionsById } from './label-question.js';
import { startLabelServer, type LabelServer } from './label-server.js';
import { LabelSession, type LabelState } from './label-session.js';

let folder: string;
let journal: LabelJournal;
let server: LabelServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-label-server-'));
  journal = await LabelJournal.open(join(folder, 'labels.jsonl'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await journal.close();
  await rm(folder, { recursive: true });
});

async function start(token?: string): Promise<string> {
  const questions = questionsById(
    [0, 1, 2, 0].map((i) => ({
      query: {
        candidates: [
          { kind: 'text', text: `a${i}` },
          { kind: 'text', text: `b${i}` },
        ],
      },
    })),
  );
  const session = new LabelSession({ questions, journal, seed: 0 });
  server = await startLabelServer({ session, port: 0, ...(token !== undefined && { token }) });
  return new URL(server.url).origin;
}

const json = { 'content-type': 'application/json' };
const post = (url: string, body: unknown, headers: Record<string, string> = json): Promise<Response> =>
  fetch(url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

/** Node's own client lets a request name another host. */
const statusWithHost = (url: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    httpRequest(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });

describe('startLabelServer', () => {
  it('asks each comparison once, from either side, and knows an answer that was sent twice', async () => {
    const url = await start();
    let state = (await (await fetch(`${url}/api/state`)).json()) as LabelState;
    expect(state).toMatchObject({ total: 3, answered: 0, undoable: false });
    const { id, left } = state.question!;
    const body = { question: id, answer: 'left', nonce: 'nonce number 1' };
    for (let i = 0; i < 2; i++) {
      state = (await (await post(`${url}/api/answer`, body)).json()) as LabelState;
      expect(state).toMatchObject({ answered: 1, undoable: true });
    }
    expect(state.question!.id).not.toBe(id);
    const row = JSON.parse((await readFile(journal.path, 'utf8')).trim()) as {
      label: string;
      candidates: string[];
    };
    expect(row.candidates[row.label === 'first' ? 0 : 1]).toBe('text' in left && left.text);
    state = (await (await post(`${url}/api/undo`, { nonce: 'nonce number 2' })).json()) as LabelState;
    expect(state).toMatchObject({ answered: 0, undoable: false, question: { id } });
  });

  it('refuses what is malformed, too long, of another site or elsewhere', async () => {
    const url = await start();
    const answer = `${url}/api/answer`;
    const status = async (response: Promise<Response>): Promise<number> => (await response).status;
    const body = { question: 'unknown', answer: 'left', nonce: 'nonce number 1' };
    expect(await status(post(answer, body))).toBe(404);
    expect(await status(post(answer, '{"question'))).toBe(422);
    expect(await status(post(answer, { ...body, answer: 'both' }))).toBe(422);
    expect(await status(post(answer, { ...body, extra: 1 }))).toBe(422);
    expect(await status(post(answer, 'x'.repeat(5000)))).toBe(413);
    expect(await status(post(answer, body, { 'content-type': 'text/plain' }))).toBe(415);
    expect(await status(post(answer, body, { ...json, origin: 'https://elsewhere.example' }))).toBe(403);
    expect(await status(fetch(answer, { method: 'PUT' }))).toBe(405);
    expect(await status(fetch(`${url}/../../package.json`))).toBe(404);
    expect(await statusWithHost(`${url}/api/state`, 'elsewhere.example')).toBe(403);
    expect(journal.answers.size).toBe(0);
  });

  it('wants the token where there is one, and one where others could come in', async () => {
    const url = await start('open sesame');
    expect((await fetch(`${url}/api/state`)).status).toBe(401);
    expect((await fetch(`${url}/`)).status).toBe(401);
    expect((await fetch(`${url}/?token=guess`)).status).toBe(401);
    const entered = await fetch(server!.url, { redirect: 'manual' });
    expect(entered.status).toBe(303);
    const cookie = entered.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).not.toContain('sesame');
    const headers = { cookie: cookie.split(';')[0]! };
    expect((await fetch(`${url}/api/state`, { headers })).status).toBe(200);
    const bearer = { authorization: 'Bearer open sesame' };
    expect((await fetch(`${url}/api/state`, { headers: bearer })).status).toBe(200);
    const session = new LabelSession({ questions: questionsById([]), journal, seed: 0 });
    await expect(startLabelServer({ session, port: 0, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'MNR_LABEL_TOKEN',
    });
  });

  it('gives out the page and the viewer, and lets nothing else run', async () => {
    const url = await start();
    for (const path of [
      '/',
      '/label.js',
      '/candidates.js',
      '/label.css',
      '/viewer/scene-3d.js',
      '/viewer/three.module.js',
    ]) {
      const response = await fetch(url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    expect(await (await fetch(`${url}/viewer/controls.js`)).text()).toContain("from './three.module.js'");
  });
});

describe('LabelSession', () => {
  const asked = questionsById(
    [0, 1].map((i) => ({
      query: {
        candidates: [
          { kind: 'text', text: `a${i}` },
          { kind: 'text', text: `b${i}` },
        ],
      },
    })),
  );

  it('takes no answer back that has closed its round, however soon it is asked to', async () => {
    const session = new LabelSession({ journal, seed: 0 });
    const round = session.ask(asked);
    const [first, second] = [...asked.keys()];
    await session.answer(first!, 'left', 'n1');
    await Promise.all([session.answer(second!, 'left', 'n2'), session.undo('n3')]);
    await round;
    expect(journal.answers.size).toBe(2);
  });

  it('shuffles the sides by the whole seed', () => {
    const left = (seed: number): string => {
      const session = new LabelSession({ questions: asked, journal, seed });
      return JSON.stringify(session.state().question!.left);
    };
    const sides = Array.from({ length: 200 }, (_, seed) => left(seed));
    const kept = sides.filter((side) => side === sides[0]).length;
    expect(kept).toBeGreaterThan(70);
    expect(kept).toBeLessThan(130);
    // One bit of the seed would make pairs of equal sides of 0 and 1, 2 and 3, ...
    expect(sides.some((side, seed) => seed % 2 === 0 && side !== sides[seed + 1])).toBe(true);
  });
});
