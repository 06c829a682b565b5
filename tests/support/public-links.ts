import { LINK_HEADER } from '../../plugin/plugin-id';
import { Browser } from './client';
import { createIssued, createLinked } from './documents';
import type { Editor } from './editor';
import type { Sample } from './endpoints';
import type { TestCustomer } from './people';
import { saveSettings } from './settings';
import type { TestApp } from './strapi';

interface Owner {
  customer: TestCustomer;
}

/** Requests that endpoints of public links, and of forwarding, take; each with a document of its own. */
export function linkSamples(
  app: () => TestApp,
  stored: (section: 'public-links') => Promise<Sample>,
): Record<string, (mine: Owner) => Promise<Sample>> {
  /** An odd request may have switched them off. */
  async function open({ customer }: Owner) {
    await saveSettings(app(), 'public-links', { publicLinks: true, linkVerification: true });
    return createLinked(app().strapi, 'invoice', customer);
  }
  const linked = (sample: Sample) => async (mine: Owner) => ({ ...sample, link: (await open(mine)).token });
  const quoted = (sample: Sample) => async (mine: Owner) => {
    await open(mine);
    await saveSettings(app(), 'preferences', { acceptQuotes: true, declineQuotes: true });
    return { ...sample, link: (await createLinked(app().strapi, 'quote', mine.customer)).token };
  };
  const issued = async ({ customer }: Owner): Promise<Sample> => ({
    params: { type: 'invoice', document: await createIssued(app().strapi, 'invoice', customer) },
  });
  return {
    'document-forwarding.find': issued,
    'document-forwarding.create': async (mine) => ({
      ...(await issued(mine)),
      body: { contacts: ['a'.repeat(24)], message: 'For your books' },
    }),
    'document-links.find': issued,
    'document-links.create': issued,
    'document-links.send': async (mine) => ({ ...(await issued(mine)), body: { contact: 'a'.repeat(24), by: 'mail' } }),
    'settings.findPublicLinks': () => Promise.resolve({}),
    'settings.updatePublicLinks': () => stored('public-links'),
    'public-link.find': linked({}),
    'public-link.document': linked({}),
    'public-link.pdf': linked({ query: { as: 'inline' } }),
    'public-link.attachment': linked({ params: { file: 'a'.repeat(24) }, query: { as: 'inline' } }),
    'public-link.sendCode': linked({ body: { contact: 'A'.repeat(43) } }),
    'public-link.accept': quoted({ body: { revision: 1, name: 'Ada King' } }),
    'public-link.decline': quoted({ body: { revision: 1, name: 'Ada King', reason: 'Too dear' } }),
    'public-link.verify': linked({ body: { contact: 'A'.repeat(43), code: '123456' } }),
    'document-links.revoke': async (mine) => {
      const { documentId: document, link } = await open(mine);
      return { params: { type: 'invoice', document, link } };
    },
  };
}

/** What the settings of public links change: each switched, and looked at. */
export function linkEffects<R>(app: () => TestApp, editor: () => Editor, owner: () => Owner, save: (change: object) => Promise<R>) {
  const set = (change: object): Promise<R> => save({ publicLinks: true, ...change });
  const linked = () => createLinked(app().strapi, 'invoice', owner().customer);
  return {
    publicLinks: {
      set: (isOn: boolean) => set({ publicLinks: isOn }),
      isOn: async (): Promise<boolean> => {
        const id = await createIssued(app().strapi, 'invoice', owner().customer);
        return (await editor().post(`/documents/invoice/${id}/links`)).status === 201;
      },
    },
    publicLinkDays: {
      set: (isOn: boolean) => set({ publicLinkDays: isOn ? 30 : 1 }),
      isOn: async (): Promise<boolean> => {
        const { documentId } = await linked();
        const { links } = (await editor().get(`/documents/invoice/${documentId}/links`)).body.data as { links: { expiresAt: string }[] };
        return Date.parse(links[0]?.expiresAt ?? '') - Date.now() > 2 * 86_400_000;
      },
    },
    linkVerification: {
      set: (isOn: boolean) => set({ linkVerification: isOn }),
      isOn: async (): Promise<boolean> => {
        const { token } = await linked();
        return (await new Browser(app()).with({ [LINK_HEADER]: token }).get('/public-link/document')).status === 403;
      },
    },
  };
}
