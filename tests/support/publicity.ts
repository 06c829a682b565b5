import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { signIn, type Browser } from './client';
import type { Editor } from './editor';
import { paragraph, REGISTRATION, registration, REPAIR, repair, upload } from './modules';
import { createContact, createPair } from './people';
import type { TestApp } from './strapi';
import { addType } from './team-types';

/** The team's own type that relates to what customers submit. */
export const VISIT = 'api::visit.visit';
/** What every value holds that nobody has approved, and no approved one: text, and serial numbers. */
export const UNAPPROVED = /zz-unapproved|ZZ-9999/iu;
const SECRET = 'zz-unapproved';
export const SECRET_PHOTO = 'zz-unapproved.png';

/** For `define` of `startApp`. */
export function addVisits({ strapi }: { strapi: Core.Strapi }): void {
  addType(strapi, {
    singularName: 'visit',
    pluralName: 'visits',
    displayName: 'Visit',
    attributes: {
      summary: { type: 'string' },
      repairs: { type: 'relation', relation: 'manyToMany', target: REPAIR },
      product: { type: 'relation', relation: 'manyToOne', target: REGISTRATION },
      customer: { type: 'relation', relation: 'manyToOne', target: 'plugin::customer-portal.customer' },
      contacts: { type: 'relation', relation: 'manyToMany', target: 'plugin::customer-portal.contact' },
    },
  });
}

interface Row {
  id: number;
  documentId: string;
}
interface Documents {
  create(query: object): Promise<Row>;
  update(query: object): Promise<Row>;
  publish(query: object): Promise<unknown>;
  unpublish(query: object): Promise<unknown>;
  delete(query: object): Promise<unknown>;
  findMany(query: object): Promise<Row[]>;
}
export const documents = (strapi: Core.Strapi, uid: string): Documents => strapi.documents(uid as never) as unknown as Documents;

/** Who asks the content API: headers of a request. */
export type Caller = Record<string, string>;

/** Gives roles of users-permissions the actions of reading. */
async function open(strapi: Core.Strapi, role: 'public' | 'authenticated', actions: string[]): Promise<number> {
  const { id } = (await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: role } })) as { id: number };
  for (const action of actions) await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: id } });
  return id;
}

/** Everybody who can be let into a team's content API, all allowed to read its three types and files. */
export async function createCallers(strapi: Core.Strapi, browser: Browser): Promise<Record<string, Caller>> {
  const actions = [REPAIR, REGISTRATION, VISIT, 'plugin::upload.content-api'].flatMap((uid) => [`${uid}.find`, `${uid}.findOne`]);
  await open(strapi, 'public', actions);
  const role = await open(strapi, 'authenticated', actions);
  const user = await strapi.plugin('users-permissions').service('user').add({
    username: 'member',
    email: 'member@example.org',
    password: 'Member-Password-1',
    confirmed: true,
    provider: 'local',
    role,
  });
  const jwt = strapi.plugin('users-permissions').service('jwt').issue({ id: user.id }) as string;
  const tokens = strapi.service('admin::api-token') as unknown as { create(data: object): Promise<{ accessKey: string }> };
  const readOnly = await tokens.create({ name: 'reads', type: 'read-only', lifespan: null });
  const fullAccess = await tokens.create({ name: 'everything', type: 'full-access', lifespan: null });
  return {
    nobody: {},
    'a user of users-permissions': { authorization: `Bearer ${jwt}` },
    'a token that reads': { authorization: `Bearer ${readOnly.accessKey}` },
    'a token with full access': { authorization: `Bearer ${fullAccess.accessKey}` },
    'the customer': { cookie: browser.cookieHeader },
  };
}

export interface Story {
  first: Browser;
  colleague: Browser;
  stranger: Browser;
  /** Records of the portal's that were never approved, and those that were and are edited again. */
  unapproved: string[];
  /** The team's documents by their title. */
  documents: Record<string, string>;
  /** A repair that waits for approval with a photo: its id and its revision. */
  waiting: { id: string; revision: number };
}

/**
 * Customers with records in every state, and documents of the team's own beside them. Each value of a
 * version that nobody approved can be told by `UNAPPROVED`.
 */
export async function tellStory(app: TestApp, editor: Editor, repairs: string, products: string): Promise<Story> {
  const { strapi } = app;
  const mine = await createPair(strapi);
  const first = await signIn(app, mine.contact);
  const colleague = await signIn(app, await createContact(strapi, [mine.customer]));
  const stranger = await signIn(app, (await createPair(strapi)).contact);
  const unapproved: string[] = [];
  const found: Record<string, string> = {};

  type Saved = { id: string; revision: number; state: string };
  const ok = ({ status, body }: { status: number; body: { data: unknown } }): Saved => {
    if (status > 201) throw new Error(JSON.stringify(body));
    return body.data as Saved;
  };
  const make = async (browser: Browser, module: string, values: object, submit: boolean): Promise<Saved> =>
    ok(await browser.post(`/modules/${module}/records`, { key: randomUUID(), values, submit }));
  const change = async (browser: Browser, module: string, { id }: Saved, values: object, submit: boolean): Promise<Saved> => {
    const { revision } = ok(await browser.get(`/modules/${module}/records/${id}`));
    return ok(await browser.put(`/modules/${module}/records/${id}`, { revision, values, submit }));
  };
  const decide = async ({ id }: Saved, decision: 'approve' | 'reject'): Promise<{ document: string }> => {
    const { revision } = (await editor.get(`/approvals/${id}`)).body.data as Saved;
    return ok(await editor.post(`/approvals/${id}/${decision}`, { revision, note: 'Decided' })) as unknown as { document: string };
  };
  const documentOf = async ({ id }: Saved): Promise<string> => (await editor.get(`/approvals/${id}`)).body.data.document as string;

  // No approval is needed for products: what is submitted is published, what is a draft is not.
  for (const [serial, browser] of [
    ['PU-000001', first],
    ['PU-000002', first],
    ['PU-000003', stranger],
  ] as const) {
    found[serial] = await documentOf(await make(browser, products, registration(serial), true));
  }
  unapproved.push((await make(first, products, registration('ZZ-999901'), false)).id);
  const edited = await make(stranger, products, registration('PU-000004'), true);
  found['PU-000004'] = await documentOf(edited);
  await change(stranger, products, edited, registration('ZZ-999902', { model: 'Water boiler' }), false);

  const photo = async (browser: Browser): Promise<string> =>
    (await upload(app, browser, repairs, 'photos', { name: SECRET_PHOTO })).body.data.id as string;
  const secret = async (browser: Browser, more: object = {}): Promise<Record<string, unknown>> =>
    repair({
      title: `${SECRET} title`,
      description: paragraph(SECRET),
      contactEmail: `${SECRET}@example.org`,
      urgency: 'Low',
      preferredDate: '2031-01-01',
      parts: [{ name: `${SECRET} part`, quantity: 9 }],
      place: { street: `${SECRET} street`, city: 'Town' },
      photos: [await photo(browser)],
      ...more,
    });
  const never = async (browser: Browser, submit: boolean): Promise<Saved> => {
    const saved = await make(browser, repairs, await secret(browser), submit);
    unapproved.push(saved.id);
    return saved;
  };
  await never(first, false);
  const waiting = await never(first, true);
  await decide(await never(first, true), 'reject');
  const withdrawn = await never(first, true);
  ok(await first.post(`/modules/${repairs}/records/${withdrawn.id}/withdraw`, { revision: withdrawn.revision }));
  await never(colleague, true);
  await never(stranger, true);

  const approved = async (browser: Browser, title: string, product: string): Promise<Saved> => {
    const values = repair({
      title,
      urgency: 'High',
      product: [product],
      parts: [{ name: 'Burr', quantity: 2 }],
      place: { street: 'High Street', city: 'Town' },
    });
    const saved = await make(browser, repairs, values, true);
    found[title] = (await decide(saved, 'approve')).document;
    return saved;
  };
  const product = found['PU-000001'] ?? '';
  await approved(first, 'Approved', product);
  await approved(stranger, 'Approved for another', found['PU-000003'] ?? '');
  const again = async (title: string, submit: boolean): Promise<Saved> => {
    const saved = await approved(first, title, product);
    return change(first, repairs, saved, await secret(first, { product: [found['PU-000002']] }), submit);
  };
  await again('Approved, edited', false);
  await again('Approved, submitted again', true);
  await decide(await again('Approved, rejected then', true), 'reject');

  const team = documents(strapi, REPAIR);
  const own = async (title: string): Promise<Row> => team.create({ data: repair({ title, internalNote: 'Ours' }) });
  found['Team draft'] = (await own('Team draft')).documentId;
  const published = await own('Team, published');
  found['Team, published'] = published.documentId;
  await team.publish({ documentId: published.documentId });
  await team.update({ documentId: published.documentId, data: { title: 'Team, in work' } });

  const ids = (await team.findMany({ limit: 100 })).map(({ documentId }) => ({ documentId }));
  const visits = documents(strapi, VISIT);
  for (const summary of ['Visit', 'Visit draft']) {
    const visit = await visits.create({
      data: {
        summary,
        repairs: { connect: ids },
        product: { connect: [{ documentId: found['PU-000004'] }] },
        customer: { connect: [{ documentId: mine.customer.documentId }] },
        contacts: { connect: [{ documentId: mine.contact.documentId }] },
      },
    });
    found[summary] = visit.documentId;
    if (summary === 'Visit') await visits.publish({ documentId: visit.documentId });
  }
  return { first, colleague, stranger, unapproved, documents: found, waiting };
}
