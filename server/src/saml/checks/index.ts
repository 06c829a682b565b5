import type { Envelope, Message } from '../message';
import type { XmlDocument } from '../xml';
import { parts, size } from './01-size';
import { noDoctype } from './02-no-doctype';
import { noComments } from './03-no-comments';
import { status } from './04-status';
import { oneAssertion, onlyAssertion } from './05-one-assertion';
import { encrypted } from './06-encrypted';
import { encryptionAlgorithms } from './07-encryption-algorithms';
import { signed } from './08-signed';
import { signaturePlace } from './09-signature-place';
import { signatureShape } from './10-signature-shape';
import { algorithms } from './11-algorithms';
import { issuer } from './12-issuer';
import { destination } from './13-destination';
import { audience } from './14-audience';
import { conditions } from './15-conditions';
import { bearer } from './16-bearer';
import { recipient } from './17-recipient';
import { notBefore } from './18-not-before';
import { notOnOrAfter } from './19-not-on-or-after';
import { signInStatement } from './20-sign-in-statement';
import { subject } from './21-subject';
import { domain } from './22-domain';
import { askedFor } from './23-asked-for';
import { request } from './24-request';
import { replay } from './25-replay';
import type { Check } from './check';

/** What a response goes through, in order. Between `signatures` and `message` the library verifies. */
export interface Pipeline {
  /** The posted characters. */
  encoded: Check<string>[];
  /** The XML as text; also that of a decrypted assertion. */
  xml: Check<string>[];
  /** The parsed response. */
  response: Check<XmlDocument>[];
  /** A decrypted assertion. */
  decrypted: Check<XmlDocument>[];
  /** Response and assertion together. */
  signatures: Check<Envelope>[];
  /** What was signed. The last two use something up, and so come after all that may still refuse. */
  message: Check<Message>[];
}

export const PIPELINE: Pipeline = {
  encoded: [size],
  xml: [parts, noDoctype, noComments],
  response: [status, oneAssertion, encrypted, encryptionAlgorithms],
  decrypted: [onlyAssertion],
  signatures: [signed, signaturePlace, signatureShape, algorithms],
  message: [
    issuer,
    destination,
    audience,
    conditions,
    bearer,
    recipient,
    notBefore,
    notOnOrAfter,
    signInStatement,
    subject,
    domain,
    askedFor,
    request,
    replay,
  ],
};
