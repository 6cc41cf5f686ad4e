// A tracker for trying the plugin out: keeps records in memory and prints them.
//   node examples/plugins/http-metrics/server.mjs [port]
import { createServer } from 'node:http';

const runs = new Map();
const server = createServer((request, response) => {
  const [, , run = '', what] = (request.url ?? '').split('/');
  const name = decodeURIComponent(run);
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    const kept = runs.get(name) ?? new Map();
    runs.set(name, kept);
    if (request.method === 'POST' && what === 'records') {
      const { session, records } = JSON.parse(text);
      for (const record of records) {
        const id = `${session}/${record.sequence}`;
        if (kept.has(id)) continue;
        kept.set(id, record);
        console.log(name, record.step, JSON.stringify(record.values));
      }
    } else if (request.method === 'POST' && what === 'rewind') {
      const { iteration } = JSON.parse(text);
      for (const [id, record] of kept) if (record.iteration > iteration) kept.delete(id);
    } else {
      response.writeHead(404);
    }
    response.end('{}');
  });
});
server.listen(Number(process.argv[2] ?? 8787), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
