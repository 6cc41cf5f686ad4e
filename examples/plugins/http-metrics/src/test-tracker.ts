import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a {@link TestTracker} has answered. */
export interface TrackedRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly session: string | undefined;
  readonly records: readonly { readonly sequence: number; readonly values: object }[];
}

/** A tracker on this machine whose answers a test decides. */
export class TestTracker {
  readonly requests: TrackedRequest[] = [];
  /** The status codes of the next answers; `0` hangs up, 200 when there are none left. */
  answers: number[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<TestTracker> {
    const tracker = new TestTracker(createServer());
    tracker.#server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const status = tracker.answers.shift() ?? 200;
        if (status === 0) {
          request.socket.destroy();
          return;
        }
        const body = JSON.parse(text) as { session?: string; records?: TrackedRequest['records'] };
        const { url = '', headers } = request;
        if (status === 200) {
          tracker.requests.push({
            path: url,
            authorization: headers.authorization,
            session: body.session,
            records: body.records ?? [],
          });
        }
        response.writeHead(status).end('{}');
      });
    });
    await new Promise<void>((resolve) => tracker.#server.listen(0, '127.0.0.1', resolve));
    return tracker;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get records() {
    return this.requests.flatMap(({ records }) => records);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
