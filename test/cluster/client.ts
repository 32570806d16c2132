import { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { Connection } from './kubeconfig';

/** An object as the API server writes it; a refusal is a `Status` with `reason` and `message`. */
export interface ApiObject {
  readonly kind?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

/** What the API server answered. */
export interface Reply {
  readonly status: number;
  readonly body: ApiObject;
  /** The texts of the Warning headers, in order. */
  readonly warnings: readonly string[];
}

/** Query parameters, for example `{ dryRun: 'All', fieldValidation: 'Strict' }`. */
export type Query = Readonly<Record<string, string>>;

/** A client just big enough for the tests: JSON over connections that stay open. A PATCH is a merge patch. */
export class Client {
  private readonly agent: Agent;

  constructor(private readonly connection: Connection) {
    const { ca, cert, key } = connection;
    this.agent = new Agent({ keepAlive: true, maxSockets: 16, ca, cert, key });
  }

  /** Sends one request; an answer of any status is a reply, only a broken connection is thrown. */
  async request(method: string, path: string, body?: unknown, query: Query = {}, accept = 'application/json'): Promise<Reply> {
    const url = new URL(path, this.connection.server);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const headers: Record<string, string | number> = { accept };
    if (this.connection.token !== undefined) headers.authorization = `Bearer ${this.connection.token}`;
    if (payload !== undefined) {
      headers['content-type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      headers['content-length'] = payload.length;
    }
    return this.send(method, url, headers, payload, true);
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  private send(method: string, url: URL, headers: Record<string, string | number>, payload: Buffer | undefined, retry: boolean): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = httpsRequest(url, { method, headers, agent: this.agent, timeout: 60_000 }, (answer) => {
        read(answer).then(resolve, reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${url.pathname}: no answer in 60 s`)));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server may close an idle connection just as it is used again.
        if (retry && sent.reusedSocket && error.code === 'ECONNRESET') {
          this.send(method, url, headers, payload, false).then(resolve, reject);
        } else {
          reject(error);
        }
      });
      sent.end(payload);
    });
  }
}

async function read(answer: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const warnings = (answer.headersDistinct.warning ?? []).map(warningText);
  return { status: answer.statusCode ?? 0, body: parseBody(text), warnings };
}

/** Some answers (/readyz) are plain text. */
function parseBody(text: string): ApiObject {
  try {
    return JSON.parse(text) as ApiObject;
  } catch {
    return { message: text };
  }
}

/** `299 - "text"` (RFC 7234, section 5.5), whose UTF-8 Node reads as Latin-1. */
function warningText(header: string): string {
  const quoted = /^\d{3} \S+ "(.*)"$/s.exec(Buffer.from(header, 'latin1').toString('utf8'));
  return quoted === null ? header : quoted[1].replace(/\\(.)/gs, '$1');
}
