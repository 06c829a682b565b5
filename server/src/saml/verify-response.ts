import { accountOf } from './account';
import { pass } from './checks/check';
import { PIPELINE, type Pipeline } from './checks';
import { decryptAssertion } from './decrypt';
import { signedBytesOf } from './library';
import { readAssertion, readResponse, type Message, type Rules } from './message';
import { SamlRefused } from './refused';
import type { SamlAccount, SamlParts } from './types';
import { all, is, parseXml, type XmlDocument, type XmlElement } from './xml';

/** Base64 as it is posted, decoded as UTF-8. */
function decode(samlResponse: string): string {
  const compact = samlResponse.replace(/[\r\n]/gu, '');
  const bytes = Buffer.from(compact, 'base64');
  // Whatever a decoder skips is not base64.
  if (bytes.length === 0 || bytes.toString('base64') !== compact) throw new SamlRefused('saml-malformed', 'not base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SamlRefused('saml-malformed', 'not UTF-8');
  }
}

interface Decrypted {
  xml: string;
  document: XmlDocument;
}

const isSigned = (element: XmlElement): boolean => all(element, 'signature', 'Signature').length > 0;

/** The assertion in signed bytes: itself, or in a response, or encrypted in a response. */
async function assertionIn(signedRoot: XmlElement, decrypted: () => Promise<Decrypted | null>): Promise<XmlElement> {
  const [plain] = is(signedRoot, 'protocol', 'Response') ? all(signedRoot, 'assertion', 'Assertion') : [signedRoot];
  const found = plain ?? (await decrypted())?.document.root;
  if (!found) throw new SamlRefused('saml-not-one-assertion');
  return found;
}

/** A posted response through the whole pipeline (`checks/index.ts`), to the account that it is about. */
export async function verifyResponse(parts: SamlParts, samlResponse: string, pipeline: Pipeline = PIPELINE): Promise<SamlAccount> {
  const { settings, connection, keys, skewSeconds } = parts;
  const rules: Rules = { ...parts, clock: { now: parts.now(), skewSeconds } };

  await pass(pipeline.encoded, samlResponse, rules);
  const xml = decode(samlResponse);
  await pass(pipeline.xml, xml, rules);
  const outer = parseXml(xml);
  await pass(pipeline.response, outer, rules);

  const decrypt = async (from: XmlDocument): Promise<Decrypted | null> => {
    const decrypted = decryptAssertion(from, keys.privateKeyPem);
    if (decrypted === null) return null;
    await pass(pipeline.xml, decrypted, rules);
    const document = parseXml(decrypted);
    await pass(pipeline.decrypted, document, rules);
    return { xml: decrypted, document };
  };
  const inner = await decrypt(outer);
  const assertion = inner?.document.root ?? all(outer.root, 'assertion', 'Assertion')[0];
  if (!assertion) throw new SamlRefused('saml-not-one-assertion');
  await pass(pipeline.signatures, { outer, inner: inner?.document ?? null, assertion }, rules);

  // Every signature that is there must hold; what the response's covers is read, otherwise what the assertion's does.
  const there = { onResponse: isSigned(outer.root), onAssertion: isSigned(assertion) };
  const response = there.onResponse ? await signedBytesOf(xml, outer.root, parts) : null;
  const alone = there.onAssertion ? await signedBytesOf(inner?.xml ?? xml, assertion, parts) : null;
  const bytes = response ?? alone;
  if (bytes === null) throw new SamlRefused('saml-wrong-signature');
  const signed = parseXml(bytes);
  const message: Message = {
    // Signed, the response is read from its signed bytes; unsigned, all it says can only refuse.
    response: readResponse(there.onResponse ? signed.root : outer.root, there.onResponse),
    assertion: readAssertion(await assertionIn(signed.root, () => decrypt(signed))),
  };
  await pass(pipeline.message, message, rules);
  return accountOf(message, settings, connection);
}
