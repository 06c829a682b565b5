import type { Clock } from './time';
import { NS, all, attribute, children, is, only, text, trimXml, type XmlDocument, type XmlElement } from './xml';
import { readInstant } from './time';
import { SamlRefused } from './refused';
import type { SamlNameId, SamlParts } from './types';

/** What a check may ask beside the message. */
export interface Rules extends Pick<SamlParts, 'settings' | 'urls' | 'consumeRequest' | 'rememberAssertion'> {
  clock: Clock;
}

/** A parsed response before its signature is verified. Nothing in it is believed, it can only be refused for it. */
export interface Envelope {
  outer: XmlDocument;
  /** The decrypted assertion, where it came encrypted. */
  inner: XmlDocument | null;
  assertion: XmlElement;
}

export interface Confirmation {
  method: string;
  recipient: string | null;
  inResponseTo: string | null;
  notBefore: Date | null;
  notOnOrAfter: Date | null;
}

/** What is read of a response once it is verified. */
export interface Message {
  response: {
    /** Its own signature covers it; otherwise only the assertion's does, and what stands here can only refuse. */
    signed: boolean;
    issuer: string | null;
    destination: string | null;
    inResponseTo: string | null;
  };
  /** All of it from signed bytes. */
  assertion: {
    id: string;
    issuer: string;
    issueInstant: Date;
    nameId: SamlNameId | null;
    confirmations: Confirmation[];
    notBefore: Date | null;
    notOnOrAfter: Date | null;
    /** One list for each AudienceRestriction: we must be in every one. */
    audiences: string[][];
    /** Names of the conditions that are not known here. */
    unknownConditions: string[];
    statements: { authnInstant: Date | null; sessionIndex: string | null; sessionNotOnOrAfter: Date | null }[];
    attributes: Map<string, string[]>;
  };
}

/** Conditions that are understood (SAML Core 2.5.1). One use and no proxying is what we do anyway. */
const KNOWN_CONDITIONS = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

/**
 * A NameID below an element. Its text is all of its text: comments were refused, and cannot cut it short. White
 * space around it is a document's indentation, and would make one person two.
 */
export function readNameId(parent: XmlElement): SamlNameId | null {
  const element = only(parent, 'assertion', 'NameID');
  if (!element) return null;
  return {
    value: trimXml(text(element)),
    format: attribute(element, 'Format'),
    nameQualifier: attribute(element, 'NameQualifier'),
    spNameQualifier: attribute(element, 'SPNameQualifier'),
  };
}

/** Who sent a message; null where it does not say. Only the plain form names an entity (SAML Core 2.2.5). */
export function readIssuer(element: XmlElement): string | null {
  const issuer = only(element, 'assertion', 'Issuer');
  return issuer ? text(issuer).trim() : null;
}

export function readResponse(root: XmlElement, signed: boolean): Message['response'] {
  return {
    signed,
    issuer: readIssuer(root),
    destination: attribute(root, 'Destination'),
    inResponseTo: attribute(root, 'InResponseTo'),
  };
}

function readConfirmation(element: XmlElement): Confirmation {
  const data = only(element, 'assertion', 'SubjectConfirmationData');
  const value = (name: string): string | null => (data ? attribute(data, name) : null);
  return {
    method: element.getAttribute('Method'),
    recipient: value('Recipient'),
    inResponseTo: value('InResponseTo'),
    notBefore: readInstant(value('NotBefore')),
    notOnOrAfter: readInstant(value('NotOnOrAfter')),
  };
}

function readAttributes(assertion: XmlElement): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const element of all(assertion, 'assertion', 'AttributeStatement').flatMap((it) => all(it, 'assertion', 'Attribute'))) {
    const name = element.getAttribute('Name');
    const values = all(element, 'assertion', 'AttributeValue').map((value) => text(value).trim());
    found.set(name, [...(found.get(name) ?? []), ...values]);
  }
  return found;
}

/** Reads an assertion. To be given signed bytes only. */
export function readAssertion(assertion: XmlElement): Message['assertion'] {
  if (!is(assertion, 'assertion', 'Assertion') || assertion.getAttribute('Version') !== '2.0') {
    throw new SamlRefused('saml-malformed', 'not an assertion of SAML 2.0');
  }
  const issueInstant = readInstant(attribute(assertion, 'IssueInstant'));
  const id = assertion.getAttribute('ID');
  if (!issueInstant || !id) throw new SamlRefused('saml-malformed', 'assertion without ID or IssueInstant');
  const subject = only(assertion, 'assertion', 'Subject');
  const conditions = only(assertion, 'assertion', 'Conditions');
  const bound = (name: string): Date | null => (conditions ? readInstant(attribute(conditions, name)) : null);
  return {
    id,
    issuer: readIssuer(assertion) ?? '',
    issueInstant,
    nameId: subject ? readNameId(subject) : null,
    confirmations: subject ? all(subject, 'assertion', 'SubjectConfirmation').map(readConfirmation) : [],
    notBefore: bound('NotBefore'),
    notOnOrAfter: bound('NotOnOrAfter'),
    audiences: conditions
      ? all(conditions, 'assertion', 'AudienceRestriction').map((restriction) =>
          all(restriction, 'assertion', 'Audience').map((audience) => text(audience).trim()),
        )
      : [],
    unknownConditions: conditions
      ? children(conditions)
          .filter(({ localName, namespaceURI }) => namespaceURI !== NS.assertion || !KNOWN_CONDITIONS.includes(localName))
          .map(({ localName }) => localName)
      : [],
    statements: all(assertion, 'assertion', 'AuthnStatement').map((statement) => ({
      authnInstant: readInstant(attribute(statement, 'AuthnInstant')),
      sessionIndex: attribute(statement, 'SessionIndex'),
      sessionNotOnOrAfter: readInstant(attribute(statement, 'SessionNotOnOrAfter')),
    })),
    attributes: readAttributes(assertion),
  };
}

export const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** The bearer confirmation, which is what a browser brings; check 15 holds that there is just one. */
export const bearerOf = ({ assertion }: Message): Confirmation | undefined =>
  assertion.confirmations.find(({ method }) => method === BEARER);

/** How old an assertion may be when it arrives: it is made for one redirect, and replays are remembered no longer. */
const MAX_AGE_SECONDS = 10 * 60;

/** The first instant at which an assertion does not hold any more, by its own word and by its age. */
export function endOf(message: Message): Date {
  const { assertion } = message;
  const ends = [assertion.notOnOrAfter, bearerOf(message)?.notOnOrAfter, assertion.statements[0]?.sessionNotOnOrAfter]
    .filter((end) => end instanceof Date)
    .map((end) => end.getTime());
  return new Date(Math.min(assertion.issueInstant.getTime() + MAX_AGE_SECONDS * 1000, ...ends));
}
