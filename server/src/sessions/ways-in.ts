import type { SignInMode } from '../../../plugin/vocabulary';
import { configOf } from '../platform/config';
import { inTransaction, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** The way in of an editor's one-time link, which works whatever the ways in are. */
export const BY_EDITOR = 'editor-link';

/** Ways in of the portal's own, as sessions name them; every other one is the key of a connection or strategy. */
const OWN_WAYS = ['password', 'password-reset', 'invitation', 'sign-up', 'passkey', 'link', BY_EDITOR] as const;

/** Whether a way in is open in a mode: under single sign-on that one, and an editor's link. Pure. */
export const isOpenIn = (mode: SignInMode, { method, provedElsewhere = false }: { method: string; provedElsewhere?: boolean }): boolean =>
  mode === 'default' || provedElsewhere || method === BY_EDITOR;

/** A way in as it was when something was proved by it. */
export interface Way {
  /** As sessions name it. */
  method: string;
  /** The connection's revision; ways of the portal's own, and strategies, have none. */
  revision?: number | null;
}

/**
 * Whether a way in is still there as it was, within the transaction that opens something by it: whoever changes,
 * switches off or deletes a connection waits for the end of that transaction, and then finds and ends what it opened.
 */
export async function wayIsOpen(strapi: Strapi, { method, revision }: Way): Promise<boolean> {
  const isConnection =
    !(OWN_WAYS as readonly string[]).includes(method) && !configOf(strapi).signIn.strategies.some(({ key }) => key === method);
  if (!isConnection) return true;
  return inTransaction(strapi, async (trx) => {
    const rows = strapi.db.getConnection(tableName(strapi, UID.connection)).transacting(trx as never);
    const found = await rows
      .where({ document_id: method, enabled: true, revision: revision ?? 0 })
      .forShare()
      .select<{ id: number }[]>('id');
    return found.length === 1;
  });
}
