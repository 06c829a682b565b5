import type { Sample } from './endpoints';
import { TEST_PASSWORD, type TestContact, type TestCustomer } from './people';

/** Well-formed, and nobody's. */
export const NOBODY = 'a'.repeat(24);
const NO_TOKEN = 'A'.repeat(43);

const tab = { name: 'Guide', url: 'https://guide.example/', audience: 'everyone', enabled: true, opensIn: 'window' };
const oidc = {
  kind: 'oidc',
  name: 'Elsewhere',
  icon: 'generic',
  enabled: false,
  issuer: 'https://login.example/',
  clientId: 'portal',
  scopes: ['email'],
};

const portalModule = {
  name: 'Repairs',
  icon: 'list',
  enabled: true,
  audience: 'everyone',
  seen: 'customer',
  mayCreate: true,
  mayEdit: true,
  mayDraft: true,
  mayDelete: true,
  mayComment: true,
  approval: true,
  notify: [],
  columns: [],
  fields: {},
};
const comment = [{ type: 'paragraph', children: [{ type: 'text', text: 'Hello' }] }];
const inModule = { module: NOBODY };
const inRecord = { module: NOBODY, record: NOBODY };

interface Stored {
  values: object;
  revision: number;
}

interface Given {
  mine: { customer: TestCustomer; contact: TestContact };
  theirs: { customer: TestCustomer; contact: TestContact };
  general: Stored;
  fields: Stored;
  login: Stored;
  preferences: Stored;
  documents: Stored;
}

/** For each endpoint of the contract a request that is well-formed. */
export const contractSamples = ({ mine, theirs, general, fields, login, preferences, documents }: Given): Record<string, Sample> => ({
  'portal.find': {},
  'openapi.find': {},
  'session.create': { body: { email: mine.contact.email, password: TEST_PASSWORD } },
  'session.find': {},
  'session.switchCustomer': { body: { customer: mine.customer.documentId } },
  'session.delete': {},
  'session.passkeyOptions': {},
  'session.createByPasskey': { body: { response: { id: 'x' } } },
  'session.requestLink': { body: { email: mine.contact.email } },
  'session.createByLink': { body: { token: NO_TOKEN } },
  'challenge.find': {},
  'challenge.cancel': {},
  'challenge.totp': { body: { code: '123456', remember: true } },
  'challenge.recoveryCode': { body: { code: 'ABCD'.repeat(6) } },
  'challenge.passkeyOptions': {},
  'challenge.passkey': { body: { response: { id: 'x' }, remember: true } },
  'challenge.beginEnrolment': {},
  'challenge.enrol': { body: { code: '123456', remember: true } },
  'security.find': {},
  'security.stepUpWays': {},
  'security.stepUp': { body: { way: 'password', password: TEST_PASSWORD } },
  'security.stepUpPasskeyOptions': {},
  'security.beginTotp': {},
  'security.confirmTotp': { body: { code: '123456', name: 'Phone' } },
  'security.beginPasskey': {},
  'security.addPasskey': { body: { response: { id: 'x' }, name: 'Key' } },
  'security.renameFactor': { params: { id: NOBODY }, body: { name: 'Phone' } },
  'security.removeFactor': { params: { id: NOBODY } },
  'security.renewRecoveryCodes': {},
  'security.sessions': {},
  'security.endSession': { params: { id: NOBODY } },
  'security.endOtherSessions': {},
  'security.events': {},
  'sign-up.request': { body: { email: 'new@example.org', firstName: 'New', lastName: 'Person', organisation: '', language: 'en' } },
  'sign-up.preview': { body: { token: NO_TOKEN } },
  'sign-up.confirm': { body: { token: NO_TOKEN, password: TEST_PASSWORD, language: 'en' } },
  'connection.start': { params: { key: NOBODY }, body: { wanted: '/' } },
  'connection.link': { params: { key: NOBODY } },
  'connection.stepUp': { params: { key: NOBODY }, body: { wanted: '/security' } },
  'connection.confirmLink': { body: { token: NO_TOKEN } },
  'connection.unlink': { params: { id: NOBODY } },
  'password.forgotten': { body: { email: mine.contact.email } },
  'password.reset': { body: { token: NO_TOKEN, password: TEST_PASSWORD } },
  'password.update': { body: { currentPassword: TEST_PASSWORD, newPassword: 'marble-Teapot-9-orbit' } },
  'invitation.preview': { body: { purpose: 'invitation', token: NO_TOKEN } },
  'invitation.accept': { body: { token: NO_TOKEN, password: TEST_PASSWORD, language: 'en' } },
  'tabs.find': {},
  'profile.find': {},
  'profile.update': { body: { customer: { city: 'Bergen' }, contact: { phone: '+47 1' } } },
  'modules.find': {},
  'modules.findOne': { params: inModule },
  'modules.options': { params: { ...inModule, field: 'product' } },
  'records.find': { params: inModule },
  'records.create': { params: inModule, body: { key: '3f1f8c0e-6f0e-4a63-9a34-1c5a33f5a0d1', values: {}, submit: false } },
  'records.findOne': { params: inRecord },
  'records.update': { params: inRecord, body: { revision: 1, values: {}, submit: false } },
  'records.withdraw': { params: inRecord, body: { revision: 1 } },
  'records.delete': { params: inRecord },
  'records.comment': { params: inRecord, body: { text: comment } },
  'record-files.create': { params: inModule, query: { field: 'photos', name: 'photo.png' }, file: true },
  'record-files.findOne': { params: { ...inModule, file: NOBODY } },
  'module-settings.find': {},
  'module-settings.candidates': {},
  'module-settings.fields': { params: { uid: 'api::repair-request.repair-request' } },
  'module-settings.create': { body: { contentType: 'api::repair-request.repair-request', ...portalModule } },
  'module-settings.reorder': { body: { ids: [NOBODY] } },
  'module-settings.update': { params: { id: NOBODY }, body: { ...portalModule, revision: 1 } },
  'module-settings.delete': { params: { id: NOBODY } },
  'approvals.find': {},
  'approvals.count': {},
  'approvals.findOfDocument': { params: { uid: 'api::repair-request.repair-request', document: NOBODY } },
  'approvals.findOne': { params: { id: NOBODY } },
  'approvals.read': { params: { id: NOBODY }, body: { comments: 1 } },
  'approvals.file': { params: { id: NOBODY, file: NOBODY } },
  'approvals.approve': { params: { id: NOBODY }, body: { revision: 1, note: 'Good' } },
  'approvals.reject': { params: { id: NOBODY }, body: { revision: 1, note: 'Add a photo' } },
  'approvals.decideAll': { body: { decision: 'approve', note: '', records: [{ id: NOBODY, revision: 1 }] } },
  'approvals.comment': { params: { id: NOBODY }, body: { text: comment, internal: true } },
  'settings.findGeneral': {},
  'settings.updateGeneral': { body: { values: general.values, revision: general.revision } },
  'settings.findLogin': {},
  'settings.updateLogin': { body: { values: login.values, revision: login.revision } },
  'connections.find': {},
  'connections.create': { body: { settings: oidc, clientSecret: 'secret' } },
  'connections.update': { params: { id: NOBODY }, body: { settings: oidc, clientSecret: 'secret', revision: 1 } },
  'connections.delete': { params: { id: NOBODY } },
  'connections.reorder': { body: { ids: [NOBODY] } },
  'connections.startTest': { params: { id: NOBODY } },
  'connections.findTest': { params: { id: NOBODY } },
  'connections.importMetadata': { body: { xml: '<x/>' } },
  'activity.find': {},
  'people.resetFactors': { params: { id: theirs.contact.documentId } },
  'people.mailContact': { params: { id: theirs.customer.documentId, contact: theirs.contact.documentId } },
  'people.mailSignInLink': { params: { id: theirs.contact.documentId } },
  'settings.findPreferences': {},
  'settings.updatePreferences': { body: { values: preferences.values, revision: preferences.revision } },
  'settings.findDocuments': {},
  'settings.updateDocuments': { body: { values: documents.values, revision: documents.revision } },
  'documents.find': { params: { type: 'invoice' } },
  'documents.findOne': { params: { document: NOBODY, type: 'invoice' } },
  'document-actions.issue': { params: { document: NOBODY, type: 'invoice' } },
  'document-actions.void': { params: { document: NOBODY, type: 'invoice' } },
  'settings.findCustomerFields': {},
  'settings.updateCustomerFields': { body: { values: fields.values, revision: fields.revision } },
  'custom-tabs.find': {},
  'custom-tabs.create': { body: tab },
  'custom-tabs.reorder': { body: { ids: [NOBODY] } },
  'custom-tabs.check': { body: { url: 'https://guide.example/' } },
  'custom-tabs.update': { params: { id: NOBODY }, body: { ...tab, revision: 1 } },
  'custom-tabs.delete': { params: { id: NOBODY } },
  'people.list': {},
  'people.inviteMany': { body: { customers: [theirs.customer.documentId] } },
  'memberships.findContacts': { params: { id: theirs.customer.documentId }, query: { search: 'test' } },
  'memberships.create': {
    params: { id: theirs.customer.documentId },
    body: { email: 'new@example.org', firstName: 'New', lastName: 'One', role: 'member', invite: true },
  },
  'memberships.add': {
    params: { id: theirs.customer.documentId, contact: mine.contact.documentId },
    body: { email: mine.contact.email, role: 'member', invite: true },
  },
  'memberships.update': { params: { id: theirs.customer.documentId, contact: theirs.contact.documentId }, body: { role: 'owner' } },
  'memberships.delete': { params: { id: theirs.customer.documentId, contact: theirs.contact.documentId } },
  'people.find': { params: { id: theirs.customer.documentId } },
  'people.invite': { params: { id: theirs.customer.documentId } },
  'people.resendLink': { params: { id: theirs.customer.documentId } },
  'people.disable': { params: { id: theirs.customer.documentId } },
  'people.resendLinks': { body: { customers: [theirs.customer.documentId] } },
  'people.findJob': { params: { id: NOBODY } },
});
