import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ListChange } from '../../../plugin/events';
import { keepsTrust } from '../../../plugin/rules/keeps-trust';
import { connectionSettings, type ConnectionSettings } from '../../../plugin/settings/connection';
import { tell } from '../platform/events';
import { now } from '../platform/clock';
import { seal, unseal } from '../platform/crypto';
import { fieldError, PortalError } from '../platform/errors';
import { orderedList } from '../platform/order';
import { inTransaction, table, tableName, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { shapedTable } from '../platform/versioned';
import { settingsOf } from '../settings';
import { createSamlKeys, type SamlKeys } from '../saml';
import { testHolds } from './connection-rules';
import { LoginFailed } from './problem';
import { noUrls, oidcUrls, samlUrls } from './urls';

const PURPOSE = 'connection';

/** Buttons beyond this number help nobody. */
const MAX_CONNECTIONS = 100;

interface ConnectionRow extends Row {
  position: number;
  kind: 'oidc' | 'saml';
  enabled: boolean;
  settings: unknown;
  secret: string | null;
  revision: number;
  lastTestAt: string | Date | null;
  lastTestPassed: boolean | null;
  lastTestRevision: number | null;
}

/** A connection as the requests use it, its secret opened. */
export type LoadedConnection = { key: string; revision: number } & (
  | { settings: Extract<ConnectionSettings, { kind: 'oidc' }>; secret: string | null }
  | { settings: Extract<ConnectionSettings, { kind: 'saml' }>; keys: SamlKeys }
);

/** Fails closed: a connection whose stored settings are not valid is not used. */
function settingsIn(row: ConnectionRow): ConnectionSettings {
  const stored: unknown = typeof row.settings === 'string' ? JSON.parse(row.settings) : row.settings;
  return connectionSettings.parse({ ...(stored as object), enabled: Boolean(row.enabled) });
}

const isReady = (row: Pick<ConnectionRow, 'kind' | 'enabled' | 'lastTestPassed' | 'lastTestRevision' | 'revision'>): boolean =>
  row.kind === 'saml' && row.enabled && Boolean(row.lastTestPassed) && row.lastTestRevision === row.revision;

/** Connections to identity providers, as editors keep them. */
export function createConnections(strapi: Strapi) {
  const { rows, all, load, append, change, reorder } = orderedList(
    strapi,
    UID.connection,
    shapedTable(table<ConnectionRow>(strapi, UID.connection), ['settings']),
  );
  const identities = table(strapi, UID.identity);

  async function view(row: ConnectionRow): Promise<ConnectionView> {
    const settings = settingsIn(row);
    const key = row.documentId;
    return {
      id: key,
      settings,
      revision: row.revision,
      hasSecret: settings.kind === 'oidc' && row.secret !== null,
      lastTest:
        row.lastTestAt === null
          ? null
          : {
              at: toDate(row.lastTestAt).toISOString(),
              passed: Boolean(row.lastTestPassed),
              current: row.lastTestRevision === row.revision,
            },
      urls: { ...noUrls, ...(settings.kind === 'oidc' ? oidcUrls(strapi, key) : samlUrls(strapi, key)) },
      identities: await identities.count({ where: { connection: key } }),
    };
  }

  /**
   * It is not trusted any more, or not as it was, and so those who came in by it go. After its row was changed:
   * what begins by it in that moment has ended before, or finds it gone or changed (`wayIsOpen`).
   */
  async function endThrough(key: string): Promise<void> {
    for (const uid of [UID.session, UID.challenge]) {
      const opened = table(strapi, uid);
      // By their ids: MariaDB would lock every row that it looks at.
      const found = await opened.findMany({ where: { method: key }, select: ['id'] });
      for (let at = 0; at < found.length; at += 500) {
        await opened.deleteMany({ where: { id: { $in: found.slice(at, at + 500).map(({ id }) => id) } } });
      }
    }
  }

  /**
   * Ids of the connections that single sign-on can rely on: on, and passed its test as it is now. Nobody changes any
   * connection before the transaction that this is called in is over; and it says what is there now, whatever was
   * read before, since MySQL reads so with a lock only.
   */
  const holdReady = (): Promise<number[]> =>
    inTransaction(strapi, async (transaction) => {
      const statement = strapi.db.getConnection(tableName(strapi, UID.connection)).transacting(transaction as never);
      const columns = {
        id: 'id',
        kind: 'kind',
        enabled: 'enabled',
        revision: 'revision',
        lastTestPassed: 'last_test_passed',
        lastTestRevision: 'last_test_revision',
      };
      const held = await statement.orderBy('id').forUpdate().select<ConnectionRow[]>(columns);
      return held.filter(isReady).map(({ id }) => id);
    });

  /**
   * Everybody would be locked out: under single sign-on the last connection that works stays as it was tested. After
   * `holdReady`, which whoever switches single sign-on on waits for as well.
   */
  async function refuseLockOut({ id }: ConnectionRow, ready: number[]): Promise<void> {
    if (!ready.includes(id) || ready.length > 1 || (await settingsOf(strapi).stored('login')).values.signInMode !== 'sso') return;
    throw new PortalError('conflict', {
      message: 'Customers sign in through this connection alone. Switch single sign-on off, or test another connection, first.',
    });
  }

  function changed(action: ListChange, key: string | null): Promise<void> {
    settingsOf(strapi).forget();
    return tell(strapi, `connection.${action}`, { connection: key });
  }

  /** Saved under a key that the configuration does not list any more. @throws LoginFailed */
  function open(secret: string): string {
    try {
      return unseal(strapi, PURPOSE, secret);
    } catch {
      throw new LoginFailed('provider-unreachable', 'secret-unreadable', 'The stored secret was saved under a key that is gone.');
    }
  }

  const sealed = (text: string): string => seal(strapi, PURPOSE, text);

  /** What is stored besides the settings: the client secret, or for SAML a key pair of our own. */
  async function newSecret(settings: ConnectionSettings, clientSecret: string | undefined): Promise<string | null> {
    if (settings.kind === 'saml') return sealed(JSON.stringify(await createSamlKeys(settings.name, now(strapi))));
    return clientSecret === undefined ? null : sealed(clientSecret);
  }

  return {
    list: async (): Promise<ConnectionView[]> => Promise.all((await all({ limit: MAX_CONNECTIONS })).map(view)),

    async create(settings: ConnectionSettings, clientSecret?: string): Promise<ConnectionView> {
      if ((await rows.count({})) >= MAX_CONNECTIONS) throw new PortalError('conflict', { message: 'There are too many connections.' });
      const secret = await newSecret(settings, clientSecret);
      const { kind, enabled } = settings;
      const row = await append({ kind, enabled, settings, secret });
      await changed('create', row.documentId);
      return view(row);
    },

    async update(documentId: string, settings: ConnectionSettings, revision: number, clientSecret?: string): Promise<ConnectionView> {
      await strapi.db.transaction(async () => {
        const ready = await holdReady();
        const row = await load(documentId);
        const before = settingsIn(row);
        if (row.revision !== revision) throw new PortalError('conflict');
        if (before.kind !== settings.kind) throw fieldError(['settings', 'kind'], 'fixed', 'cannot be changed');
        const secretChanged = settings.kind === 'oidc' && clientSecret !== undefined;
        const holds = testHolds(before, settings, secretChanged);
        if (!holds || !settings.enabled) await refuseLockOut(row, ready);
        const data = {
          settings,
          enabled: settings.enabled,
          ...(secretChanged && { secret: sealed(clientSecret) }),
          ...(holds && row.lastTestRevision === revision && { lastTestRevision: revision + 1 }),
        };
        // Compared by the database in the UPDATE itself: SQLite holds no rows.
        await change(documentId, revision, data);
        if (!settings.enabled || !keepsTrust(before, settings)) await endThrough(documentId);
      });
      await changed('update', documentId);
      return view(await load(documentId));
    },

    async delete(documentId: string): Promise<void> {
      await strapi.db.transaction(async () => {
        const ready = await holdReady();
        await refuseLockOut(await load(documentId), ready);
        await rows.deleteMany({ where: { documentId } });
        // Sessions first, as whoever disconnects a login does.
        await endThrough(documentId);
        await identities.deleteMany({ where: { connection: documentId } });
      });
      await changed('delete', documentId);
    },

    async reorder(ids: string[]): Promise<void> {
      await reorder(ids);
      await changed('reorder', null);
    },

    /** What a connection looks like, or null. */
    async looksOf(key: string): Promise<{ name: string; icon: string } | null> {
      const row = await rows.findOne({ where: { documentId: key } });
      return row && settingsIn(row);
    },

    /** A connection with its secret opened, or null. @throws LoginFailed */
    async find(key: string): Promise<LoadedConnection | null> {
      const row = await rows.findOne({ where: { documentId: key } });
      if (!row) return null;
      const settings = settingsIn(row);
      const secret = row.secret === null ? null : open(row.secret);
      const { revision } = row;
      if (settings.kind === 'oidc') return { key, revision, settings, secret };
      if (secret === null) throw new Error(`customer-portal: the connection ${key} has no key pair.`);
      return { key, revision, settings, keys: JSON.parse(secret) as SamlKeys };
    },

    /** Names and icons of the connections of a kind that are on, in the order of their buttons. */
    async enabled(kind: ConnectionRow['kind']): Promise<{ key: string; name: string; icon: string }[]> {
      const found = await all({ where: { kind, enabled: true }, limit: MAX_CONNECTIONS });
      return found.map((row) => {
        const { name, icon } = settingsIn(row);
        return { key: row.documentId, name, icon };
      });
    },

    /** Whether single sign-on can be relied on, in the transaction that switches it on: it stays so until the end of it. */
    holdsReady: async (): Promise<boolean> => (await holdReady()).length > 0,

    /** The same for who looks: a SAML connection is on and passed its test as it is now. */
    ssoReady: async (): Promise<boolean> =>
      (await rows.findMany({ where: { kind: 'saml', enabled: true }, limit: MAX_CONNECTIONS })).some(isReady),

    /** Notes how a dry run of a revision ended. */
    async noteTest(key: string, revision: number, passed: boolean): Promise<void> {
      const data = { lastTestAt: now(strapi), lastTestPassed: passed, lastTestRevision: revision };
      await rows.updateMany({ where: { documentId: key, revision }, data });
    },
  };
}

export type Connections = ReturnType<typeof createConnections>;
