import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isForeignName, isOpenToOthers } from '@minorant/core';

import { errors } from '../errors.js';
import { runFiles } from '../run/run-files.js';
import { readRewardMap } from '../reward-map/reward-map.js';
import { findRuns, type FoundRun } from './find-runs.js';
import { ReplayPages } from './replay-pages.js';
import { RunDataCache } from './run-data.js';

const require = createRequire(import.meta.url);
/** The page's own files: plain JavaScript in `src`, which is published too. */
const pageFolder = new URL('../../src/dashboard/page/', import.meta.url);

/** The page's scripts, in the order in which one file can have them. */
export const pageScripts = [
  'curves.js',
  'elements.js',
  'reward-card.js',
  'configurations.js',
  'app.js',
] as const;

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

/** No script but the server's own, nothing from elsewhere. uPlot sets styles on elements. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'";

/** A replay is one file whose scripts are inside; it may ask for nothing. */
const replayPolicy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** How often the folder is looked at while somebody watches, in milliseconds. */
const POLL = 2000;
const MAXIMUM_WATCHERS = 50;

/** Options of {@link serveDashboard}. */
export interface DashboardOptions {
  /** Runs are looked for below it. */
  readonly folder: string;
  /** 0 for any free one. */
  readonly port: number;
  /** @defaultValue 127.0.0.1 */
  readonly host?: string;
}

/** A dashboard that is being served. */
export interface Dashboard {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a page over all runs below a folder: a table, live curves, learnt rewards, replays, configurations side by
 * side. It reads only; only files of runs that it has found itself can be asked for.
 *
 * @throws MinorantError `MNR_DASHBOARD_PORT` when the port is taken or not allowed.
 */
export async function serveDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { folder, port, host = '127.0.0.1' } = options;
  const cache = new RunDataCache();
  const replays = new ReplayPages();
  const watchers = new Set<ServerResponse>();
  const assets = pageAssets();
  const isLoopback = !isOpenToOthers(host);

  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 8192 }, (request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) send(response, 500, 'json', JSON.stringify({ error: 'internal error' }));
      else response.end();
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isLoopback && isForeignName(request.headers.host)) {
      send(response, 403, 'json', JSON.stringify({ error: 'unknown host' }));
      return;
    }
    if (request.method !== 'GET') {
      send(response, 405, 'json', JSON.stringify({ error: 'only GET' }));
      return;
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asset = assets.get(url.pathname);
    if (asset) send(response, 200, asset.type, asset.text);
    else if (url.pathname === '/api/runs') {
      const runs = await findRuns(folder);
      const rows = await Promise.all(runs.map((run) => cache.row(run)));
      send(response, 200, 'json', JSON.stringify(rows));
    } else if (url.pathname === '/api/events') watch(response);
    else if (url.pathname === '/api/run') {
      const run = await chosen(url);
      if (!run) notFound(response);
      else send(response, 200, 'json', JSON.stringify(await cache.data(run)));
    } else if (url.pathname === '/report') {
      const run = await chosen(url);
      const text = run && (await readFile(join(run.path, runFiles.report), 'utf8').catch(() => undefined));
      // A report has a policy of its own, stricter than the dashboard's.
      if (text === undefined) notFound(response);
      else send(response, 200, 'html', text);
    } else if (url.pathname === '/reward-map') {
      const run = await chosen(url);
      const map = run && (await readRewardMap(run.path));
      if (!map) notFound(response);
      else send(response, 200, 'json', JSON.stringify(map));
    } else if (url.pathname === '/replay') {
      const run = await chosen(url);
      if (!run) notFound(response);
      else {
        const page = await replays.page(run);
        if ('problem' in page) send(response, 409, 'text', page.problem);
        else send(response, 200, 'html', page.html, replayPolicy);
      }
    } else notFound(response);
  };

  /** Only what was found below the folder can be named: no path leaves it. */
  const chosen = async (url: URL): Promise<FoundRun | undefined> => {
    const id = url.searchParams.get('id');
    return (await findRuns(folder)).find((run) => run.id === id);
  };

  const watch = (response: ServerResponse): void => {
    if (watchers.size >= MAXIMUM_WATCHERS) {
      send(response, 503, 'json', JSON.stringify({ error: 'too many pages are open' }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 2000\n\n');
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  };

  let known = '';
  const timer = setInterval(() => {
    if (watchers.size === 0) return;
    void findRuns(folder).then((runs) => {
      const now = runs.map(({ id, version }) => `${id} ${version}`).join('\n');
      const text = now === known ? ': nothing new\n\n' : 'event: change\ndata: {}\n\n';
      known = now;
      for (const watcher of watchers) watcher.write(text);
    });
  }, POLL);
  timer.unref();

  await listen(server, port, host);
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    close: () => {
      clearInterval(timer);
      for (const watcher of watchers) watcher.end();
      server.closeAllConnections();
      replays.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = error.code === 'EADDRINUSE' ? 'it is in use' : error.message;
      reject(errors.MNR_DASHBOARD_PORT({ host, port, problem }, error));
    });
    server.listen(port, host, resolve);
  });
}

function pageAssets(): ReadonlyMap<string, { type: string; text: string }> {
  const own = (name: string): string => readFileSync(new URL(name, pageFolder), 'utf8');
  return new Map([
    ['/', { type: 'html', text: own('index.html') }],
    ...pageScripts.map((name) => [`/${name}`, { type: 'js', text: own(name) }] as const),
    ['/style.css', { type: 'css', text: own('style.css') }],
    ['/uplot.js', { type: 'js', text: readFileSync(require.resolve('uplot/dist/uPlot.esm.js'), 'utf8') }],
    ['/uplot.css', { type: 'css', text: readFileSync(require.resolve('uplot/dist/uPlot.min.css'), 'utf8') }],
  ]);
}

function notFound(response: ServerResponse): void {
  send(response, 404, 'json', JSON.stringify({ error: 'not found' }));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  contentPolicy = policy,
): void {
  response.writeHead(status, {
    'content-type': contentTypes[type]!,
    'content-security-policy': contentPolicy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(text);
}
