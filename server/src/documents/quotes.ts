import { isOn } from '../../../plugin/preferences';
import { dateIn } from '../../../plugin/rules/calendar';
import { richTextOf } from '../../../plugin/rules/rich-text';
import { actorOf, type Actor } from '../conversations';
import type { Http } from '../kernel/http';
import type { LinkParty, SessionParty } from '../kernel/party';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { ANSWER_SWITCHES, signedHash } from './answers';
import { DOCUMENT_UIDS } from './content-types';
import type { QuoteAnswer } from './rows';
import { issuedOf } from './store';
import type { DocumentTimeline } from './timeline';

/** Who answers: a contact, or whoever holds the link to the quote. */
export interface Signer {
  party: SessionParty | LinkParty;
  /** As they say they are called. */
  name: string;
  http: Pick<Http, 'ip' | 'userAgent'>;
}

/** Does the work in one transaction, and answers what the caller says. */
type Run<T> = (work: () => Promise<void>) => Promise<T>;

/** Who it was, for the timeline. */
function actorBy({ party, name }: Signer): Actor {
  if (party.by === 'session') return actorOf(party);
  return 'contact' in party.holder ? party.holder : { visitor: name };
}

const emailBy = ({ party }: Signer): string =>
  party.by === 'session' ? party.contact.email : 'contact' in party.holder ? party.holder.contact.email : '';

/** Quotes are accepted and declined here, by contacts and by links alike. */
export function createQuotes(strapi: Strapi, timeline: DocumentTimeline) {
  /**
   * One UPDATE decides: it finds the quote only while it waits, as it was seen and up to its last day, so that of two
   * answers at once one is the first, and nobody signs what they have not seen.
   */
  async function answer<T>(
    signer: Signer,
    documentId: string,
    given: Pick<QuoteAnswer, 'kind' | 'revision' | 'reason' | 'drawing'>,
    run: Run<T>,
  ): Promise<T> {
    const { party, name, http } = signer;
    const preferences = await settingsOf(strapi).preferences();
    if (!isOn(preferences, ANSWER_SWITCHES[given.kind])) throw new PortalError('preference-off');
    // A link opens its own document and no other.
    const opens = party.by !== 'link' || (party.contentType === DOCUMENT_UIDS.quote && party.documentId === documentId);
    const quotes = issuedOf(strapi, party, 'quote');
    const row = opens ? await quotes.one(documentId) : null;
    if (!row) throw new PortalError('not-found');
    return run(async () => {
      const instant = now(strapi);
      const today = dateIn(preferences.timeZone, instant);
      const kept: QuoteAnswer = {
        version: 1,
        ...given,
        name,
        at: instant.toISOString(),
        email: emailBy(signer),
        byLink: party.by === 'link',
        ip: http.ip,
        userAgent: http.userAgent,
        sha256: signedHash(row),
      };
      const waits = { state: 'sent', revision: given.revision, $or: [{ untilDate: { $null: true } }, { untilDate: { $gte: today } }] };
      if (row.revision !== given.revision || !(await quotes.transition(row.id, waits, { state: given.kind, answer: kept })))
        throw new PortalError('conflict');
      const actor = actorBy(signer);
      await timeline.note('quote', documentId, { kind: given.kind, actor, text: given.reason === '' ? null : richTextOf(given.reason) });
    });
  }

  return {
    /** @throws PortalError `preference-off`, `not-found`, and `conflict` where it expired, changed or was decided on */
    accept: <T>(
      signer: Signer,
      documentId: string,
      { revision, drawing = null }: { revision: number; drawing?: string | null },
      run: Run<T>,
    ) => answer(signer, documentId, { kind: 'accepted', revision, drawing, reason: '' }, run),

    /** The same for a refusal; `reason` may be empty. */
    decline: <T>(signer: Signer, documentId: string, { revision, reason }: { revision: number; reason: string }, run: Run<T>) =>
      answer(signer, documentId, { kind: 'declined', revision, drawing: null, reason }, run),
  };
}
