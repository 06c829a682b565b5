import { CONNECTION_KINDS } from '../../../plugin/vocabulary';
import { belongsTo, contentType, liveTable, secretHash, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';
import { SHAPE } from '../platform/versioned';

/** Encrypted under a key of its own; the database shows nothing of it. */
const sealed: Attribute = { type: 'text', private: true };
const instant: Attribute = { type: 'datetime' };

/** A connection to an identity provider, as an editor set it up. */
export const connectionType = contentType({
  singularName: 'connection',
  attributes: {
    position: { type: 'integer', required: true },
    kind: { type: 'enumeration', enum: CONNECTION_KINDS.filter((kind) => kind !== 'strategy'), required: true },
    enabled: { type: 'boolean', required: true, default: false },
    settings: { type: 'json', required: true },
    /** Of `settings`. */
    shape: SHAPE,
    /** OpenID Connect: the client secret. SAML: our key pair. */
    secret: { ...sealed },
    revision: { type: 'integer', required: true },
    lastTestAt: instant,
    lastTestPassed: { type: 'boolean' },
    /** The revision that the last test holds for. */
    lastTestRevision: { type: 'integer' },
  },
  indexes: [{ columns: ['position'] }],
});

/** That somebody at an identity provider is a contact. Several may be one contact. */
export const identityType = contentType({
  singularName: 'identity',
  pluralName: 'identities',
  displayName: 'Customer portal login',
  attributes: {
    contact: belongsTo(UID.contact),
    /** Document id of a connection, or key of a strategy in the configuration. */
    connection: { type: 'string', required: true, maxLength: 64 },
    issuer: { type: 'text', required: true },
    subject: { type: 'text', required: true },
    /** What the provider last said; shown, never matched. */
    email: { type: 'string', maxLength: 254 },
    /** Of connection, issuer and subject: exact whatever a database's collation, and short enough for every index. */
    identityHash: secretHash(),
    linkedAt: { ...instant, required: true },
    lastUsedAt: instant,
    /** SAML: how the provider named the person and its session last, to be named again at logout. */
    providerSession: sealed,
  },
  indexes: [{ columns: ['identity_hash'], unique: true }, { columns: ['contact_id'] }, { columns: ['connection'] }],
});

/** One request of a browser to an identity provider and back. */
export const loginFlowType = liveTable({
  singularName: 'login-flow',
  attributes: {
    stateHash: secretHash(),
    connection: { type: 'string', required: true, maxLength: 64 },
    purpose: { type: 'enumeration', enum: ['sign-in', 'link', 'step-up', 'test', 'logout'], required: true },
    /** Whom a login is to be linked to, or who confirms that it is them. */
    contact: belongsTo(UID.contact),
    /** Verifier, nonce, request id: what the answer is checked against. */
    // Copies: Strapi writes a column's name into the very object, and two attributes of one type must not share it.
    sealed: { ...sealed },
    /** The browser that began; empty while the page of a test has not been opened. */
    browserHash: { type: 'password', private: true },
    wanted: { type: 'text' },
    /** The connection's revision when the request began: a change of it ends the request. */
    revision: { type: 'integer' },
    /** What a test brought back, sealed: it holds personal data. */
    result: { ...sealed },
    expiresAt: { ...instant, required: true },
    consumedAt: { ...instant },
    /** Answers to it that were looked at, and when the first of them was refused. */
    tries: { type: 'integer', default: 0 },
    refusedAt: { ...instant },
  },
  indexes: [{ columns: ['state_hash'], unique: true }, { columns: ['expires_at'] }],
});

/** A login that waits for the mailed proof of the account that it wants to be linked to. */
export const pendingIdentityType = liveTable({
  singularName: 'pending-identity',
  pluralName: 'pending-identities',
  attributes: {
    tokenHash: secretHash(),
    contact: belongsTo(UID.contact),
    sealed: { ...sealed, required: true },
    expiresAt: { ...instant, required: true },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['expires_at'] }],
});

/** An assertion that was used: the replay cache of SAML, shared by all instances. */
export const assertionType = liveTable({
  singularName: 'assertion',
  attributes: { idHash: secretHash(), expiresAt: { ...instant, required: true } },
  indexes: [{ columns: ['id_hash'], unique: true }, { columns: ['expires_at'] }],
});
