import type { Core } from '@strapi/strapi';
import type { OwnedDocuments } from '../../server/src/modules';

interface Scope {
  customer: { read(fields: string[]): Promise<{ name: string }>; update(data: object): Promise<void> };
  contact: { update(data: object): Promise<void> };
}
interface Helpers {
  identity(ctx: object): Promise<{ rights: object } | null>;
  scope(ctx: object, right?: string): Promise<Scope>;
  owned(ctx: object, uid: string, right?: string): Promise<OwnedDocuments>;
}
interface Context {
  body: unknown;
}

const UID = 'api::notice.notice';

/** Routes as a team could write them, about what a contact's role lets it do. */
export function addRoutes({ strapi }: { strapi: Core.Strapi }): void {
  const helpers = (): Helpers => strapi.plugin('customer-portal').service<Helpers>('portal');
  const policy = (right: string) => ({ auth: false, policies: [{ name: 'plugin::customer-portal.signed-in', config: { right } }] });
  const after = (work: (ctx: Context) => Promise<unknown>) => async (ctx: Context) => {
    await work(ctx);
    ctx.body = {};
  };
  const writes: Record<string, (ctx: Context) => Promise<unknown>> = {
    '/team/records/scope': (ctx) => helpers().scope(ctx, 'records.write'),
    '/team/records/owned': (ctx) => helpers().owned(ctx, UID, 'records.write'),
    '/team/payments/owned': async (ctx) => (await helpers().owned(ctx, UID, 'payments.write')).update('nobody', {}),
    '/team/write/customer': async (ctx) => (await helpers().scope(ctx)).customer.update({ city: 'Bergen' }),
    '/team/write/contact': async (ctx) => (await helpers().scope(ctx)).contact.update({ jobTitle: 'Buyer' }),
    '/team/write/update': async (ctx) => (await helpers().owned(ctx, UID)).update('nobody', {}),
    '/team/write/claim': async (ctx) => (await helpers().owned(ctx, UID)).claim('nobody'),
  };
  const nothing = after(() => Promise.resolve());
  strapi.get('apis').get('notice').routes.rights = {
    type: 'content-api',
    routes: [
      ...Object.entries(writes).map(([path, work]) => ({ method: 'POST', path, handler: after(work), config: { auth: false } })),
      { method: 'POST', path: '/team/records/policy', handler: nothing, config: policy('records.write') },
      { method: 'POST', path: '/team/payments/policy', handler: nothing, config: policy('payments.write') },
      { method: 'POST', path: '/team/misspelt/policy', handler: nothing, config: policy('records.wirte') },
      {
        method: 'GET',
        path: '/team/rights',
        handler: async (ctx: Context) => {
          const identity = await helpers().identity(ctx);
          ctx.body = {
            rights: identity?.rights,
            ...(await (await helpers().scope(ctx)).customer.read(['name'])),
            id: undefined,
            documentId: undefined,
          };
        },
        config: { auth: false },
      },
    ],
  };
}
