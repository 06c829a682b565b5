import type { PortalTab } from '../../../plugin/contract/customer/tabs';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import type { ListChange } from '../../../plugin/events';
import { tabPlaceOf, tabUrlProblem, type TabUrlProblem } from '../../../plugin/rules/tab-url';
import type { CustomTabInput } from '../../../plugin/settings/custom-tab';
import { MAX_TABS, type CustomerKind, type Framing } from '../../../plugin/vocabulary';
import { tell } from '../platform/events';
import { createCache } from '../platform/cache';
import { configOf, publicUrlOf } from '../platform/config';
import { now } from '../platform/clock';
import { fieldError, PortalError } from '../platform/errors';
import { FetchRefused, guardedFetch } from '../platform/guarded-fetch';
import { orderedList } from '../platform/order';
import { serviceOf, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { mayBeFramed } from './framing';

interface TabRow extends Row, CustomTabInput {
  id: number;
  framing: Framing;
  checkedAt: string | Date | null;
  position: number;
  revision: number;
}

const URL_MESSAGES: Record<TabUrlProblem, string> = {
  'not-a-url': 'is not a web address like https://www.example.com',
  'not-https': 'must start with https://',
  'has-credentials': 'must not contain a user name or password',
  'own-origin': 'must not be on the address of the portal itself',
};

/** How long a site may take to answer whether it can be framed, milliseconds. */
const CHECK_MS = 5000;

const present = (row: TabRow): CustomTab => ({
  id: row.documentId,
  name: row.name,
  url: row.url,
  audience: row.audience,
  enabled: row.enabled,
  opensIn: row.opensIn,
  framing: row.framing,
  checkedAt: row.checkedAt === null ? null : toDate(row.checkedAt).toISOString(),
  place: tabPlaceOf(row),
  revision: row.revision,
});

/**
 * URLs may have `*`, `;`, `,` and quotes in a host, which stands in the portal's Content-Security-Policy:
 * there they would be a wildcard or begin a directive of their own.
 */
const isPlainHost = (hostname: string): boolean => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/u.test(hostname);

const concerns = (audience: CustomTabInput['audience'], kind: CustomerKind): boolean => audience === 'everyone' || audience === `${kind}s`;

export function createTabs(strapi: Strapi) {
  const { all, load, append, change, remove, reorder } = orderedList<TabRow>(strapi, UID.customTab);

  /** Enabled tabs, at most half a second old: every page and every customer asks for them. */
  const enabled = createCache(strapi, async () => (await all()).filter((tab) => tab.enabled));

  function requireGoodUrl(url: string): string {
    const rules = {
      ownOrigin: publicUrlOf(strapi),
      allowLocalhost: configOf(strapi).customTabs.allowPrivateAddresses,
    };
    const problem = tabUrlProblem(url, rules) ?? (isPlainHost(new URL(url).hostname) ? undefined : 'not-a-url');
    if (problem) throw fieldError(['url'], `tab-url-${problem}`, URL_MESSAGES[problem]);
    return new URL(url).href;
  }

  /** Asks a site whether it may be framed. What redirects to another origin may not: frame-src would block it. */
  async function check(url: string): Promise<Framing> {
    try {
      const { allowPrivateAddresses } = configOf(strapi).customTabs;
      const { headers } = await guardedFetch(url, { allowPrivateAddresses, timeoutMs: CHECK_MS, maxBytes: 0 });
      return mayBeFramed(headers, publicUrlOf(strapi)) ? 'allowed' : 'refused';
    } catch (error) {
      return error instanceof FetchRefused && error.message.includes('redirects') ? 'refused' : 'unknown';
    }
  }

  async function changed(action: ListChange, tab: string | null): Promise<void> {
    enabled.forget();
    await tell(strapi, `custom-tab.${action}`, { tab });
  }

  return {
    /** Tabs that a kind of customer sees, in order. */
    async forCustomer(kind: CustomerKind): Promise<PortalTab[]> {
      const tabs = (await enabled.get()).filter(({ audience }) => concerns(audience, kind));
      return tabs.map((tab) => ({ id: tab.documentId, name: tab.name, url: tab.url, place: tabPlaceOf(tab) }));
    },

    /** Origins that the portal's pages may frame. */
    async frameOrigins(): Promise<string[]> {
      const framed = (await enabled.get()).filter((tab) => tabPlaceOf(tab) === 'frame');
      return [...new Set(framed.map(({ url }) => new URL(url).origin))];
    },

    find: async (): Promise<CustomTab[]> => (await all()).map(present),

    async create(input: CustomTabInput): Promise<CustomTab> {
      const url = requireGoodUrl(input.url);
      if ((await all()).length >= MAX_TABS) {
        throw fieldError(['name'], 'too-many-tabs', `A portal can have ${MAX_TABS} tabs. Delete one first.`);
      }
      const framing = await check(url);
      const row = await append({ ...input, url, framing, checkedAt: now(strapi) });
      await changed('create', row.documentId);
      return present(row);
    },

    async update(documentId: string, { revision, ...input }: CustomTabInput & { revision: number }): Promise<CustomTab> {
      const url = requireGoodUrl(input.url);
      const before = await load(documentId);
      if (before.revision !== revision) throw new PortalError('conflict');
      const look = url !== before.url || before.framing === 'unknown';
      const seen = look ? { framing: await check(url), checkedAt: now(strapi) } : {};
      await change(documentId, revision, { ...input, ...seen, url });
      await changed('update', documentId);
      return present(await load(documentId));
    },

    /** Puts all tabs in order; the list must be the present set, or another editor was faster. */
    async reorder(ids: string[]): Promise<CustomTab[]> {
      await reorder(ids);
      await changed('reorder', null);
      return (await all()).map(present);
    },

    async delete(documentId: string): Promise<{ id: string }> {
      await remove(documentId);
      await changed('delete', documentId);
      return { id: documentId };
    },

    async check(url: string): Promise<Pick<CustomTab, 'framing' | 'place'>> {
      const framing = await check(requireGoodUrl(url));
      return { framing, place: tabPlaceOf({ opensIn: 'auto', framing }) };
    },
  };
}

export const tabsOf = serviceOf('tabs', createTabs);
