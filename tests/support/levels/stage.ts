import type { Response } from 'supertest';
import type { EditorModule } from '../../../plugin/contract/editor/modules';
import { signIn, type Browser } from '../client';
import { createEditor, type Editor } from '../editor';
import { resetLimits } from '../limits';
import { createContact, createPair, type TestContact, ownedDocuments } from '../people';
import { startApp, type TestApp } from '../strapi';
import { drawing, Tokens, type Draw } from './draw';
import { change, publish, teamDocument, type Making } from './documents';
import { Ledger, type Held, type OpenModule, type Reader } from './ledger';
import { writeProject } from './project';
import { drawProject, type Plan, type Project, type TypePlan } from './schemas';
import { drawSettings } from './settings';

/** A contact at the portal's API; whatever it is answered is searched for what it must not hold. */
export class Visitor {
  constructor(
    readonly reader: Reader,
    readonly browser: Browser,
    private readonly stage: Stage,
  ) {}

  /** `named`: words that the request itself says, which the answer may repeat. */
  async ask(method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object, named: readonly string[] = []): Promise<Response> {
    const response = await this.browser.send(method, path, body);
    this.stage.look(this.reader, response, `${method} ${path}`, named);
    return response;
  }
}

/** A real Strapi with generated content types, their documents, and the people who look at them. */
export class Stage implements Making {
  readonly ledger = new Ledger();
  readonly draw: Draw;
  readonly tokens: Tokens;
  readonly project: Project;
  modules: OpenModule[] = [];
  held: Held[] = [];
  /** Files that contacts uploaded, and for which field. */
  readonly uploads: { id: string; path: string[]; module: OpenModule; visitor: Visitor }[] = [];
  app!: TestApp;
  editor!: Editor;
  /** Two contacts of one customer, and one of another. */
  ada!: Visitor;
  colleague!: Visitor;
  stranger!: Visitor;
  private turn = 0;
  private readonly found: string[] = [];
  private readonly written: { folder: string; remove(): void };

  constructor(seed: number, count: number) {
    this.draw = drawing(seed);
    this.tokens = new Tokens(seed);
    this.project = drawProject(this.draw, this.tokens, count);
    this.written = writeProject(this.project);
  }

  get strapi() {
    return this.app.strapi;
  }
  get visitors(): Visitor[] {
    return [this.ada, this.colleague, this.stranger];
  }

  async start(): Promise<void> {
    this.app = await startApp({ distDir: this.written.folder });
    const locales = this.strapi.plugin('i18n').service<{ create(data: object): Promise<unknown> }>('locales');
    await locales.create({ code: 'de', name: 'German (de)' });
    this.editor = await createEditor(this.app);
    const [mine, theirs] = [
      await createPair(this.strapi, { customer: { kind: 'customer' }, contact: { language: 'en' } }),
      await createPair(this.strapi, { customer: { kind: 'vendor' }, contact: { language: 'de' } }),
    ];
    const visitor = async (name: string, kind: Reader['kind'], customer: number, contact: TestContact): Promise<Visitor> =>
      new Visitor({ name, kind, customer, contact: contact.id, email: contact.email }, await signIn(this.app, contact), this);
    this.ada = await visitor('Ada', 'customer', mine.customer.id, mine.contact);
    this.colleague = await visitor(
      "Ada's colleague",
      'customer',
      mine.customer.id,
      await createContact(this.strapi, [mine.customer], { language: 'de' }),
    );
    this.stranger = await visitor('the stranger', 'vendor', theirs.customer.id, theirs.contact);
    for (const type of this.project.types) this.ledger.addSchema(type);
  }

  async stop(): Promise<void> {
    try {
      await (this.app as TestApp | undefined)?.stop();
    } finally {
      this.written.remove();
    }
  }

  /** Sets every module up anew: other levels, columns and rights than before. */
  async redraw(): Promise<void> {
    for (const [index, type] of this.project.types.entries()) {
      const before = this.modules[index];
      const settings = drawSettings(type, this.turn, before?.settings, this.draw, this.tokens);
      this.ledger.addDefaults(type, settings);
      const known = before && ((await this.editor.get('/modules')).body.data as EditorModule[]).find(({ id }) => id === before.id);
      const response = known
        ? await this.editor.put(`/modules/${known.id}`, { ...settings, revision: known.revision })
        : await this.editor.post('/modules', { contentType: type.uid, ...settings });
      if (response.status >= 300) throw new Error(`${type.uid}: ${JSON.stringify(response.body)} ${JSON.stringify(settings)}`);
      this.modules[index] = { type, id: response.body.data.id as string, settings };
    }
    this.turn += 1;
    this.ledger.opened(this.modules);
    await resetLimits(this.app);
    this.app.mailbox.clear();
  }

  /** Documents of each type: the team's own, and some that are given to each of the contacts. */
  async fill(): Promise<void> {
    const make = async (type: TypePlan, owner: Visitor | null): Promise<void> => {
      const held = await teamDocument(this, type);
      this.held.push(held);
      if (!owner) return;
      const { customer, contact } = owner.reader;
      held.owner = { customer, contact };
      await ownedDocuments(this.strapi, { customer: { id: customer }, contact: { id: contact } }, type.uid).claim(held.document ?? '');
      const row = await this.strapi.db.query('plugin::customer-portal.record').findOne({ where: { document: held.document } });
      held.record = (row as { documentId: string }).documentId;
    };
    // Each in one transaction: a commit for every row of every component takes its time.
    for (const type of this.project.types) {
      for (const owner of [null, this.ada, this.ada, this.colleague, this.stranger])
        await this.strapi.db.transaction(() => make(type, owner));
    }
    for (const held of this.held) {
      this.ledger.addIds(held);
      await this.strapi.db.transaction(() => this.relate(held));
    }
  }

  of = (type: TypePlan): Held[] => this.held.filter((held) => held.type === type);
  ofReader = (type: TypePlan, { reader }: Visitor): Held[] =>
    this.of(type).filter(({ owner, live }) => live && owner?.contact === reader.contact);

  /** Points the relations of a document at records of everybody's, and publishes it. */
  private async relate(held: Held): Promise<void> {
    const target = (plan: Plan): unknown => {
      const candidates = this.held.filter(({ type }) => type.uid === plan.target);
      if (candidates.length === 0) return [];
      const chosen = plan.multiple ? this.draw.shuffled(candidates).slice(0, 3) : [this.draw.pick(candidates)];
      return chosen.map(({ document }) => ({ documentId: document }));
    };
    const relations = held.type.plans.filter(({ kind, inverse }) => kind === 'relation' && inverse !== true);
    await change(this.strapi, held, Object.fromEntries(relations.map((plan) => [plan.name, { set: target(plan) }])));
    await publish(this.strapi, held);
  }

  /** Searches an answer for what its reader must not be told. */
  look(reader: Reader, { body, headers, status }: Response, request: string, named: readonly string[] = []): void {
    if (Buffer.isBuffer(body)) return;
    const leaks = this.ledger.leaks(reader, `${JSON.stringify(body)} ${JSON.stringify(headers)}`, named);
    if (status >= 500) leaks.push(`${status} ${JSON.stringify(body)}`);
    for (const leak of leaks) this.note(`${leak} — ${request}`);
  }

  note(what: string): void {
    this.found.push(what);
  }

  /** What was noted since the last time. */
  taken = (): string[] => this.found.splice(0);

  /** Sends what waits to be sent, and searches it. */
  async lookAtMail(): Promise<number> {
    await this.app.settle();
    for (const { to, subject, text, html } of this.app.mailbox.messages) {
      const said = `${subject} ${text} ${html}`;
      const address = [to ?? []].flat().flatMap(({ value }) => value.map((one) => one.address))[0];
      const visitor = this.visitors.find(({ reader }) => reader.email === address);
      for (const leak of this.ledger.leaksOfMail(visitor?.reader, said)) this.note(`mail “${subject}”: ${leak}`);
    }
    return this.app.mailbox.messages.length;
  }
}
