import { createHash } from 'node:crypto';
import { PIPELINE } from './checks';
import { pass } from './checks/check';
import { newSamlId } from './id';
import { logoutAnswerUrl } from './library';
import { readIssuer, readNameId } from './message';
import { readRedirect } from './redirect';
import { SamlRefused } from './refused';
import { hasBegun, isOver, readInstant } from './time';
import type { SamlLogoutRequest, SamlLogoutResponse, SamlParts } from './types';
import { all, attribute, is, only, parseXml, text, type XmlElement } from './xml';

/** How long after it was made a logout message is taken: it is made for one redirect. */
const MAX_AGE_SECONDS = 10 * 60;
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * What both logout messages must be: signed (SAML Profiles 4.4.4), from the connection's provider, to
 * our address, of now. An unsigned one would let any page sign anybody out.
 */
async function verifyMessage(
  parts: SamlParts,
  query: string,
  name: 'LogoutRequest' | 'LogoutResponse',
): Promise<{ root: XmlElement; relayState: string | null; until: Date }> {
  const { settings, urls, skewSeconds } = parts;
  const clock = { now: parts.now(), skewSeconds };
  if (settings.sloUrl === null) throw new SamlRefused('saml-logout-off');
  const { kind, xml, relayState } = await readRedirect(query, settings.certificates);
  await pass(PIPELINE.xml, xml, { ...parts, clock });
  const { root } = parseXml(xml);
  const expected = kind === 'SAMLRequest' ? 'LogoutRequest' : 'LogoutResponse';
  const issued = readInstant(attribute(root, 'IssueInstant'));
  if (expected !== name || !is(root, 'protocol', name) || root.getAttribute('Version') !== '2.0' || !issued) {
    throw new SamlRefused('saml-malformed', `not a ${name}`);
  }
  const issuer = readIssuer(root);
  if (!issuer || issuer !== settings.entityId) throw new SamlRefused('saml-wrong-issuer', issuer ?? 'no issuer');
  const destination = attribute(root, 'Destination');
  if (destination !== urls.logout) throw new SamlRefused('saml-wrong-destination', destination ?? 'no Destination');

  const end = readInstant(attribute(root, 'NotOnOrAfter'));
  const until = new Date(Math.min(issued.getTime() + MAX_AGE_SECONDS * 1000, end?.getTime() ?? Number.POSITIVE_INFINITY));
  if (!hasBegun(issued, clock)) throw new SamlRefused('saml-too-early', issued.toISOString());
  if (isOver(until, clock)) throw new SamlRefused('saml-expired', until.toISOString());
  return { root, relayState, until: new Date(until.getTime() + (skewSeconds + 1) * 1000) };
}

export async function verifyLogoutRequest(parts: SamlParts, query: string): Promise<SamlLogoutRequest> {
  const { root, relayState, until } = await verifyMessage(parts, query, 'LogoutRequest');
  const id = root.getAttribute('ID');
  const nameId = readNameId(root);
  if (!id || !nameId) throw new SamlRefused('saml-wrong-subject', 'no NameID');
  // Once only, or an old request would end later sessions.
  const hash = createHash('sha256')
    .update(JSON.stringify(['logout', parts.settings.entityId, id]))
    .digest('hex');
  if (!(await parts.rememberAssertion(hash, until))) throw new SamlRefused('saml-replayed', id);
  return {
    nameId,
    sessionIndexes: all(root, 'protocol', 'SessionIndex').map((index) => text(index).trim()),
    answerUrl: (success) => logoutAnswerUrl(parts, { id: newSamlId(), inResponseTo: id, relayState, success }),
  };
}

export async function verifyLogoutResponse(parts: SamlParts, query: string): Promise<SamlLogoutResponse> {
  const { root, relayState } = await verifyMessage(parts, query, 'LogoutResponse');
  const id = attribute(root, 'InResponseTo');
  if (id === null || !(await parts.consumeRequest(id))) throw new SamlRefused('saml-wrong-request', id ?? 'no InResponseTo');
  const status = only(root, 'protocol', 'Status');
  const code = status && only(status, 'protocol', 'StatusCode');
  return { success: code?.getAttribute('Value') === SUCCESS, relayState };
}
