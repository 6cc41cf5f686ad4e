import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isForeignName, isForeignOrigin, isOpenToOthers } from '@minorant/core';
import { z } from 'zod';

import { labelErrors } from './errors.js';
import { labelAssets } from './label-assets.js';
import { answers, type LabelSession } from './label-session.js';

/** Options of {@link startLabelServer}. */
export interface LabelServerOptions {
  readonly session: LabelSession;
  /** @defaultValue 127.0.0.1 */
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Needed where other machines could reach it. */
  readonly token?: string;
}

/** A labelling page that is being served. */
export interface LabelServer {
  /** Where to open it, with the token. */
  readonly url: string;
  close(): Promise<void>;
}

const MAXIMUM_BODY = 4096;
const COOKIE = 'minorant_label';

/** No script but the server's own, nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

const nonce = z.string().min(8).max(64);
const answerBody = z.strictObject({ question: z.string().min(1).max(64), answer: z.enum(answers), nonce });
const undoBody = z.strictObject({ nonce });

/**
 * Serves the page on which people say which of two texts or clips is better. An answer is on disk before it is confirmed;
 * one that is sent again is known by its nonce and counts once.
 *
 * @throws MinorantError `MNR_LABEL_TOKEN` when others could reach it and no token is given, `MNR_LABEL_PORT` when it cannot
 * listen.
 */
export async function startLabelServer(options: LabelServerOptions): Promise<LabelServer> {
  const { session, host = '127.0.0.1', port, token } = options;
  const isLoopback = !isOpenToOthers(host);
  if (!isLoopback && !token) throw labelErrors.MNR_LABEL_TOKEN({ host });
  const assets = labelAssets();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (isLoopback && isForeignName(request.headers.host)) {
      refuse(response, 403, 'unknown host');
      return;
    }
    if (token) {
      const given = url.searchParams.get('token');
      if (request.method === 'GET' && url.pathname === '/' && given !== null && isSame(given, token)) {
        // From here on a cookie says it: the address is seen by others and remembered.
        response.setHeader('set-cookie', `${COOKIE}=${digest(token)}; HttpOnly; SameSite=Strict; Path=/`);
        response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end();
        return;
      }
      if (!isAuthorised(request, token)) {
        refuse(response, 401, 'a token is needed: open the address that the command has printed');
        return;
      }
    }
    if (request.method === 'GET') {
      const asset = assets.get(url.pathname);
      if (asset) send(response, 200, asset.type, asset.text);
      else if (url.pathname === '/api/state') sendState(response);
      else refuse(response, 404, 'not found');
      return;
    }
    if (request.method !== 'POST') {
      refuse(response, 405, 'only GET and POST');
      return;
    }
    // What a form or a script of another site can send has another type or another origin.
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
      refuse(response, 415, 'application/json is needed');
      return;
    }
    if (isForeignOrigin(request.headers)) {
      refuse(response, 403, 'unknown origin');
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader('connection', 'close');
      refuse(response, 413, `a body has ${MAXIMUM_BODY} bytes at most`);
      return;
    }
    if (url.pathname === '/api/answer') {
      const parsed = parse(answerBody, body);
      if (!parsed) {
        refuse(response, 422, 'question, answer and nonce are needed');
        return;
      }
      if (!(await session.answer(parsed.question, parsed.answer, parsed.nonce))) {
        refuse(response, 404, 'there is no such question');
        return;
      }
      sendState(response);
    } else if (url.pathname === '/api/undo') {
      const parsed = parse(undoBody, body);
      if (!parsed) {
        refuse(response, 422, 'a nonce is needed');
        return;
      }
      await session.undo(parsed.nonce);
      sendState(response);
    } else refuse(response, 404, 'not found');
  };
  const sendState = (response: ServerResponse): void =>
    send(response, 200, 'json', JSON.stringify(session.state()));

  const server = createServer({ requestTimeout: 30_000, maxHeaderSize: 8192 }, (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'internal error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = error.code === 'EADDRINUSE' ? 'it is in use' : error.message;
      reject(labelErrors.MNR_LABEL_PORT({ host, port, problem }, error));
    });
    server.listen(port, host, resolve);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  const query = token ? `?token=${encodeURIComponent(token)}` : '';
  return {
    url: `http://${name}:${(server.address() as AddressInfo).port}/${query}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isAuthorised({ headers }: IncomingMessage, token: string): boolean {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return isSame(bearer, token);
  const cookie = (headers.cookie ?? '').split(/; */).find((part) => part.startsWith(`${COOKIE}=`));
  return cookie !== undefined && isSame(cookie.slice(COOKIE.length + 1), digest(token));
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares digests, so that the time taken tells nothing. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(expected)));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAXIMUM_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse<T>(schema: z.ZodType<T>, body: string): T | undefined {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, error: string): void {
  send(response, status, 'json', JSON.stringify({ error }));
}

function send(response: ServerResponse, status: number, type: keyof typeof types, text: string): void {
  response.writeHead(status, {
    'content-type': types[type],
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(text);
}
