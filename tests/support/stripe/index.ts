import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from './objects';
import { parseForm, ROUTES, wrongIn, type Params } from './requests';
import { HANDLERS } from './routes';
import { invalid, Refusal, State } from './state';

export const SECRET_KEY = 'sk_test_fake';
export const WEBHOOK_SECRET = 'whsec_fake';

/** What happens to a request instead of an answer. `lost`: it is done, and the connection ends. */
export type Fault = 'lost' | 'dropped' | 409 | 429 | 500;

interface Answer {
  status: number;
  body: object;
}

/** A Stripe of its own, which the SDK is pointed at: it keeps what it is told, and refuses what Stripe's types do not have. */
export class FakeStripe {
  /** Seconds that its clock is ahead. */
  ahead = 0;
  readonly state = new State(() => Math.floor(Date.now() / 1000) + this.ahead);
  /** For the next requests, one each. */
  readonly faults: Fault[] = [];
  /** For all others. */
  faultOf: (method: string, path: string) => Fault | null = () => null;
  /** What was asked for, newest last. */
  readonly requests: { route: string; params: Params; key: string | null }[] = [];
  private readonly answered = new Map<string, { request: string; answer: Answer | null }>();
  private server: Server | null = null;

  async start(port = 0): Promise<string> {
    this.server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((done) => this.server?.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  /** As after a day: the same key is a new request. */
  forgetKeys(): void {
    this.answered.clear();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const body = Buffer.concat(chunks).toString('utf8');
    const changes = request.method === 'POST';
    const fault = this.faults.shift() ?? this.faultOf(request.method ?? '', path);
    if (fault === 'dropped') {
      request.socket.destroy();
      return;
    }
    const replayed = { yes: false };
    const answer = typeof fault === 'number' ? failing(fault) : await this.answer(request, path, changes ? body : query, replayed);
    if (fault === 'lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': newId('req'),
      ...(replayed.yes && { 'idempotent-replayed': 'true' }),
      ...(typeof fault === 'number' && { 'stripe-should-retry': 'false' }),
    });
    response.end(JSON.stringify(answer.body));
  }

  private async answer(request: IncomingMessage, path: string, text: string, replayed: { yes: boolean }): Promise<Answer> {
    const key = request.method === 'POST' ? String(request.headers['idempotency-key'] ?? '') : null;
    const asked = JSON.stringify([path, text]);
    try {
      if (request.headers.authorization !== `Bearer ${SECRET_KEY}`)
        throw new Refusal(401, { type: 'invalid_request_error' }, 'Invalid API Key provided.');
      if (!request.headers['stripe-version']) throw invalid('No version is pinned.');
      const before = key ? this.answered.get(key) : undefined;
      if (before && before.request !== asked)
        throw new Refusal(
          400,
          { type: 'idempotency_error' },
          'Keys for idempotent requests can only be used with the same parameters they were first used with.',
        );
      if (before && !before.answer)
        throw new Refusal(
          409,
          { type: 'idempotency_error', code: 'idempotency_key_in_use' },
          'There is currently another in-progress request using this Idempotent Key.',
        );
      if (before?.answer) {
        replayed.yes = true;
        return before.answer;
      }
      const { route, id } = routeOf(`${request.method} ${path}`);
      const params = parseForm(text);
      this.requests.push({ route, params: structuredClone(params), key });
      const wrong = wrongIn(route, params);
      if (wrong)
        throw invalid(`${wrong.instancePath} ${wrong.message}: ${JSON.stringify(wrong.params)}`, 'parameter_unknown', wrong.instancePath);
      const slot: { request: string; answer: Answer | null } = { request: asked, answer: null };
      if (key) this.answered.set(key, slot);
      // As long as a request takes, another one with its key is a conflict.
      await new Promise((done) => setTimeout(done, 5));
      slot.answer = this.execute(route, id, params);
      // What was not so much as begun, Stripe does not keep.
      if (key && slot.answer.status === 400) this.answered.delete(key);
      return slot.answer;
    } catch (error) {
      return refusal(error);
    }
  }

  private execute(route: string, id: string, params: Params): Answer {
    try {
      const done = HANDLERS[route]?.(this.state, params as never, id) ?? {};
      return { status: 200, body: this.expanded(structuredClone(done), (params.expand ?? []) as unknown as string[]) };
    } catch (error) {
      return refusal(error);
    }
  }

  /** Puts things in the place of their ids, as `expand` names them. */
  private expanded(whole: object, paths: string[]): object {
    for (const path of paths) {
      let at = whole as Record<string, unknown>;
      for (const step of path.split('.')) {
        const value = at[step];
        // Stripe refuses what is no place at all, and leaves empty what is empty.
        if (value === undefined) throw invalid(`This property cannot be expanded (${path}).`, undefined, 'expand');
        if (value === null) break;
        const thing = typeof value === 'string' ? structuredClone(this.state.any(value)) : value;
        if (typeof thing !== 'object') throw invalid(`This property cannot be expanded (${path}).`, undefined, 'expand');
        at[step] = thing;
        at = thing as Record<string, unknown>;
      }
    }
    return whole;
  }
}

function routeOf(asked: string): { route: string; id: string } {
  if (ROUTES.includes(asked)) return { route: asked, id: '' };
  for (const route of ROUTES) {
    const found = new RegExp(`^${route.replace(':id', '([\\w-]+)')}$`, 'u').exec(asked);
    if (found) return { route, id: found[1] ?? '' };
  }
  throw new Refusal(404, { type: 'invalid_request_error' }, `Unrecognized request URL (${asked}).`);
}

function refusal(error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  return { status: error.status, body: { error: { ...error.error, message: error.message } } };
}

const failing = (status: number): Answer => ({
  status,
  body: { error: { type: status === 429 ? 'invalid_request_error' : 'api_error', message: 'Something went wrong on our side.' } },
});
