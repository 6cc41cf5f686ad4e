import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isForeignName, isForeignOrigin, isOpenToOthers } from '@minorant/core';

import { errors } from '../errors.js';
import { readScoringRequest } from './scoring-request.js';

/** Options of {@link startRewardServer}. */
export interface RewardServerOptions {
  /** Scores texts. */
  readonly score: (texts: readonly string[]) => Promise<readonly number[]>;
  /** Interface to listen on. @defaultValue `127.0.0.1`: this machine only */
  readonly host?: string;
  /** The port; 0 takes a free one. @defaultValue 0, any free one */
  readonly port?: number;
  /** What requests must carry as `Authorization: Bearer ...`. Needed when the host is not this machine alone. */
  readonly token?: string;
  /** Longest body of a request, in bytes. @defaultValue 8 MiB */
  readonly maximumBytes?: number;
  /** Most texts in a request. @defaultValue 4096 */
  readonly maximumTexts?: number;
  /** How long requests under way may take once the server is closed, in milliseconds. @defaultValue 10,000 */
  readonly closeTimeout?: number;
}

/** A running server. */
export interface RewardServer {
  /** `http://host:port` */
  readonly url: string;
  /**
   * Stops listening. Requests under way are answered; connections still open after `closeTimeout` are cut. Nothing is
   * being scored any more when it is done.
   */
  close(): Promise<void>;
}

/**
 * Serves a reward over HTTP in the forms that OpenRLHF's remote reward model and TRL's reward functions send:
 * `POST /get_reward` (or `/`) answers `rewards`, one number a text. `GET /health` and `GET /metrics` (Prometheus) stand
 * beside.
 *
 * @throws MinorantError `MNR_PREFERENCES_TOKEN` when others could reach it and no token is given.
 */
export async function startRewardServer(options: RewardServerOptions): Promise<RewardServer> {
  const { host = '127.0.0.1', port = 0, token } = options;
  if (isOpenToOthers(host) && !token) throw errors.MNR_PREFERENCES_TOKEN({ host });
  const metrics = { requests: 0, refused: 0, failed: 0, texts: 0, seconds: 0 };
  const underWay = new Map<ServerResponse, Promise<void>>();
  const server = createServer((request, response) => {
    const answered = answer(request, response, options, metrics)
      .catch(() => {
        metrics.failed += 1;
        if (response.headersSent) response.destroy();
        else send(response, 500, { error: 'the reward model failed' });
      })
      .finally(() => underWay.delete(response));
    underWay.set(response, answered);
  });
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const close = async (): Promise<void> => {
    for (const response of underWay.keys()) response.shouldKeepAlive = false;
    await closeServer(server, options.closeTimeout ?? 10_000);
    // The reward scores on for clients that are gone.
    await Promise.all(underWay.values());
  };
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close };
}

type Metrics = Record<'requests' | 'refused' | 'failed' | 'texts' | 'seconds', number>;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: RewardServerOptions,
  metrics: Metrics,
): Promise<void> {
  const { token, host = '127.0.0.1', maximumBytes = 8 << 20, maximumTexts = 4096 } = options;
  const path = (request.url ?? '/').split('?', 1)[0]!;
  const refuse = (status: number, error: string): void => {
    metrics.refused += 1;
    // What is left of the body is not read.
    if (!request.complete) response.setHeader('connection', 'close');
    send(response, status, { error });
  };
  const { headers } = request;
  const { host: named = '' } = headers;
  if (!isOpenToOthers(host) && isForeignName(named)) {
    refuse(403, `this server answers to 127.0.0.1 and localhost alone, not to ${named || 'no name'}`);
    return;
  }
  if (isForeignOrigin(headers)) {
    refuse(403, "this server does not answer another site's pages");
    return;
  }
  if (path === '/health' && request.method === 'GET') {
    send(response, 200, { status: 'ok' });
    return;
  }
  if (token && !isAuthorised(request.headers.authorization, token)) {
    response.setHeader('www-authenticate', 'Bearer');
    refuse(401, 'this server needs a token: send the header Authorization: Bearer TOKEN');
    return;
  }
  if (path === '/metrics' && request.method === 'GET') {
    sendMetrics(response, metrics);
    return;
  }
  if (path !== '/get_reward' && path !== '/') {
    refuse(404, `there is no ${path}: POST /get_reward`);
    return;
  }
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    refuse(405, `${path} takes POST, not ${request.method ?? 'nothing'}`);
    return;
  }

  const body = await readBody(request, maximumBytes);
  if (body === undefined) {
    refuse(413, `the body is longer than ${maximumBytes} bytes`);
    return;
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    refuse(400, `the body is no JSON (${(error as Error).message})`);
    return;
  }
  const read = readScoringRequest(json);
  if ('problem' in read) {
    refuse(422, read.problem);
    return;
  }
  const { texts } = read;
  if (texts.length > maximumTexts) {
    refuse(413, `${texts.length} texts; ${maximumTexts} at most`);
    return;
  }

  const started = performance.now();
  const rewards = await options.score(texts);
  metrics.requests += 1;
  metrics.texts += texts.length;
  metrics.seconds += (performance.now() - started) / 1000;
  send(response, 200, { rewards });
}

async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Compares digests, so that the time taken tells nothing of the token. */
function isAuthorised(header: string | undefined, token: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function send(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendMetrics(response: ServerResponse, metrics: Metrics): void {
  const lines = [
    ['requests_total', 'Requests answered', metrics.requests],
    ['refused_total', 'Requests refused', metrics.refused],
    ['failed_total', 'Requests that failed inside', metrics.failed],
    ['texts_total', 'Texts scored', metrics.texts],
    ['scoring_seconds_total', 'Seconds spent scoring', metrics.seconds],
  ].flatMap(([name, help, value]) => [
    `# HELP minorant_reward_${name} ${help}`,
    `# TYPE minorant_reward_${name} counter`,
    `minorant_reward_${name} ${value}`,
  ]);
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${lines.join('\n')}\n`);
}

function closeServer(server: Server, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = setTimeout(() => server.closeAllConnections(), timeout);
    server.close((error) => {
      clearTimeout(cut);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
