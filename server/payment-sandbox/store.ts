import fs from 'node:fs';
import path from 'node:path';
import type { Method, Payment, Refund, SetUp } from './model';

/** The first answer to an idempotency key. */
export interface FirstAnswer {
  id: string;
  /** What was asked, in one spelling. */
  asked: string;
  status: number;
  body: string;
}

/** What a customer of the caller's is called here. */
interface Account {
  id: string;
  customer: string;
}

interface Kinds {
  payments: Payment;
  setUps: SetUp;
  methods: Method;
  refunds: Refund;
  accounts: Account;
  answers: FirstAnswer;
}

type Kind = keyof Kinds;
const KINDS: readonly Kind[] = ['payments', 'setUps', 'methods', 'refunds', 'accounts', 'answers'];

/** What is found by another name than its id: our reference, the token of a page, the customer of an account. */
const namesOf = (value: object): string[] =>
  Object.entries(value).flatMap(([key, name]) =>
    ['reference', 'token', 'customer'].includes(key) && typeof name === 'string' ? [`${key}:${name}`] : [],
  );

class Table<T extends { id: string }> {
  readonly rows = new Map<string, T>();
  private readonly names = new Map<string, string>();

  put(value: T): void {
    this.rows.set(value.id, value);
    for (const name of namesOf(value)) this.names.set(name, value.id);
  }

  get(id: string): T | undefined {
    return this.rows.get(id);
  }

  by(key: 'reference' | 'token' | 'customer', name: string): T | undefined {
    return this.rows.get(this.names.get(`${key}:${name}`) ?? '');
  }
}

/**
 * What the sandbox keeps: in memory, and where a file is named also there, a line for each change, which is read again at
 * a start. A line that a kill has torn is left out: whoever asked for it has had no answer.
 */
export class Store {
  private readonly tables = Object.fromEntries(KINDS.map((kind) => [kind, new Table()])) as unknown as { [K in Kind]: Table<Kinds[K]> };
  private readonly journal: number | undefined;

  constructor(file?: string) {
    if (file === undefined) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    for (const line of text.split('\n')) {
      try {
        const [kind, value] = JSON.parse(line) as [Kind, never];
        this.tables[kind].put(value);
      } catch {
        // Torn, or empty.
      }
    }
    this.journal = fs.openSync(file, 'a');
    if (text !== '' && !text.endsWith('\n')) fs.writeSync(this.journal, '\n');
  }

  of<K extends Kind>(kind: K): { get(id: string): Kinds[K] | undefined; by: Table<Kinds[K]>['by']; all(): Kinds[K][] } {
    const table: Table<Kinds[K]> = this.tables[kind];
    return { get: (id) => table.get(id), by: (key, name) => table.by(key, name), all: () => [...table.rows.values()] };
  }

  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    if (this.journal !== undefined) fs.writeSync(this.journal, `${JSON.stringify([kind, value])}\n`);
    const table: Table<Kinds[K]> = this.tables[kind];
    table.put(value);
    return value;
  }

  close(): void {
    if (this.journal !== undefined) fs.closeSync(this.journal);
  }
}
