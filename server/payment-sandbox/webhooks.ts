import { createHmac } from 'node:crypto';
import type { Behaviour, SandboxEvent } from './model';

/** Milliseconds after which a webhook that was not taken is sent again. */
const AGAIN = [1000, 5000, 30_000, 300_000];
/** Milliseconds that one waits for another to be overtaken by. */
const WAITS = 2000;
const TIMEOUT = 10_000;
const KEPT = 1000;

/** What became of a webhook. */
export interface Sent {
  event: SandboxEvent;
  /** ISO instant. */
  at: string;
  tries: number;
  /** Of the last try; 0: nobody answered. */
  status: number;
}

/** The signature over the instant and the bytes: `t=<unix seconds>,v1=<HMAC-SHA256, hexadecimal>`. */
export function signature(secret: string, raw: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${raw}`).digest('hex')}`;
}

/** Sends events as the behaviour says: late, twice, in another order, not at all. */
export class Webhooks {
  /** What was sent, the newest last. */
  readonly sent: Sent[] = [];
  /** The last event of each object. */
  private readonly last = new Map<string, SandboxEvent>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly over = new AbortController();
  private held: SandboxEvent | undefined;

  constructor(
    private readonly behaviour: Behaviour,
    private readonly options: { secret: string; now(): Date },
  ) {}

  tell(event: SandboxEvent): void {
    this.last.set(event.data.id, event);
    if (!this.behaviour.webhookReorder) return this.dispatch([event]);
    if (this.held) {
      const order = [event, this.held];
      this.held = undefined;
      return this.dispatch(order);
    }
    this.held = event;
    this.later(WAITS, () => {
      if (this.held !== event) return;
      this.held = undefined;
      this.dispatch([event]);
    });
  }

  lastOf(id: string): SandboxEvent | undefined {
    return this.last.get(id);
  }

  /** The bytes and headers of a webhook, signed so many seconds ago. */
  signed(event: SandboxEvent, ageSeconds = 0): { raw: string; headers: Record<string, string> } {
    const raw = JSON.stringify(event);
    const at = new Date(this.options.now().getTime() - ageSeconds * 1000);
    return { raw, headers: { 'content-type': 'application/json', 'sandbox-signature': signature(this.options.secret, raw, at) } };
  }

  /** Sends these one after the other. */
  dispatch(events: readonly SandboxEvent[]): void {
    const { webhookUrl, webhookCopies, webhookDelayMs } = this.behaviour;
    if (webhookUrl === null) return;
    const all = events.flatMap((event) => Array.from({ length: webhookCopies }, () => event));
    if (all.length === 0) return;
    this.later(webhookDelayMs, () => {
      void (async () => {
        for (const event of all)
          await this.deliver(webhookUrl, event, { event, at: this.options.now().toISOString(), tries: 0, status: 0 });
      })();
    });
  }

  private async deliver(url: string, event: SandboxEvent, sent: Sent): Promise<void> {
    if (sent.tries === 0) this.sent.push(sent);
    if (this.sent.length > KEPT) this.sent.shift();
    sent.tries += 1;
    const { raw, headers } = this.signed(event);
    try {
      const signal = AbortSignal.any([this.over.signal, AbortSignal.timeout(TIMEOUT)]);
      const response = await fetch(url, { method: 'POST', headers, body: raw, signal, redirect: 'manual' });
      await response.body?.cancel();
      sent.status = response.status;
    } catch {
      sent.status = 0;
    }
    const wait = AGAIN[sent.tries - 1];
    if (sent.status >= 200 && sent.status <= 299) return;
    if (wait !== undefined) this.later(wait, () => void this.deliver(url, event, sent));
  }

  private later(ms: number, work: () => void): void {
    if (this.over.signal.aborted) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }

  stop(): void {
    this.over.abort();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
