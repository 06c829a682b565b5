import type { Endpoint } from './endpoint';
import { challengeContract } from './customer/challenge';
import { colleaguesContract } from './customer/colleagues';
import { connectionContract } from './customer/connection';
import { documentForwardingContract } from './customer/document-forwarding';
import { documentTimelineContract } from './customer/document-timeline';
import { documentsContract } from './customer/documents';
import { invitationContract } from './customer/invitation';
import { mailChoicesContract, unsubscribeContract } from './customer/mail-choices';
import { modulesContract, recordsContract } from './customer/modules';
import { navigationContract } from './customer/navigation';
import { openapiContract } from './customer/openapi';
import { linkPaymentsContract, paymentWebhooksContract } from './customer/payment-links';
import { paymentMethodsContract } from './customer/payment-methods';
import { linkPaymentProofsContract, paymentProofsContract } from './customer/payment-proofs';
import { paymentsContract } from './customer/payments';
import { overviewContract } from './customer/overview';
import { passwordContract } from './customer/password';
import { portalContract } from './customer/portal';
import { profileContract } from './customer/profile';
import { projectsContract } from './customer/projects';
import { reviewContract } from './customer/review';
import { securityContract } from './customer/security';
import { sessionContract } from './customer/session';
import { sharedFilesContract } from './customer/shared-files';
import { signUpContract } from './customer/sign-up';
import { statementContract } from './customer/statement';
import { syncContract } from './customer/sync';
import { tabsContract } from './customer/tabs';
import { quotesContract } from './customer/quotes';
import { publicLinkContract } from './customer/public-link';
import { recordFilesContract } from './customer/record-files';
import { activityContract } from './editor/activity';
import { approvalsContract } from './editor/approvals';
import { connectionsContract } from './editor/connections';
import { customerFilesContract } from './editor/customer-files';
import { customTabsContract } from './editor/custom-tabs';
import { documentFilesContract } from './editor/document-files';
import { documentLinksContract } from './editor/document-links';
import { documentSendingContract } from './editor/document-sending';
import { documentHistoryContract } from './editor/document-history';
import { documentActionsContract } from './editor/documents';
import { settlementContract } from './editor/settlement';
import { moduleSettingsContract } from './editor/modules';
import { membershipsContract } from './editor/memberships';
import { outboxContract } from './editor/outbox';
import { bankStatementsContract, editorPaymentsContract, paymentProvidersContract } from './editor/payments';
import { peopleContract } from './editor/people';
import { reviewsContract } from './editor/reviews';
import { settingsContract } from './editor/settings';
import { pagesContract } from './pages';
import { paymentFormsContract } from './payment-forms';
import { providersContract } from './providers';

/** Endpoints for customers, below `/api/customer-portal`. */
export const customerContract = {
  portal: portalContract,
  session: sessionContract,
  challenge: challengeContract,
  security: securityContract,
  'sign-up': signUpContract,
  connection: connectionContract,
  password: passwordContract,
  invitation: invitationContract,
  navigation: navigationContract,
  tabs: tabsContract,
  profile: profileContract,
  modules: modulesContract,
  records: recordsContract,
  'record-files': recordFilesContract,
  documents: documentsContract,
  quotes: quotesContract,
  overview: overviewContract,
  statement: statementContract,
  'document-forwarding': documentForwardingContract,
  'public-link': publicLinkContract,
  payments: paymentsContract,
  'payment-methods': paymentMethodsContract,
  'payment-webhooks': paymentWebhooksContract,
  'link-payments': linkPaymentsContract,
  'payment-proofs': paymentProofsContract,
  'link-payment-proofs': linkPaymentProofsContract,
  review: reviewContract,
  colleagues: colleaguesContract,
  projects: projectsContract,
  'shared-files': sharedFilesContract,
  'mail-choices': mailChoicesContract,
  'document-timeline': documentTimelineContract,
  'sync-rows': syncContract,
  openapi: openapiContract,
} as const;

/** Endpoints for editors, below `/customer-portal` in Strapi's admin API. */
export const editorContract = {
  settings: settingsContract,
  connections: connectionsContract,
  'custom-tabs': customTabsContract,
  people: peopleContract,
  memberships: membershipsContract,
  'module-settings': moduleSettingsContract,
  approvals: approvalsContract,
  'document-actions': documentActionsContract,
  settlement: settlementContract,
  'editor-payments': editorPaymentsContract,
  'payment-providers': paymentProvidersContract,
  'bank-statements': bankStatementsContract,
  'document-sending': documentSendingContract,
  'document-files': documentFilesContract,
  'document-links': documentLinksContract,
  reviews: reviewsContract,
  'customer-files': customerFilesContract,
  'document-history': documentHistoryContract,
  outbox: outboxContract,
  activity: activityContract,
} as const;

/** Pages and what belongs to them, at the root of the host. */
export const pageContract = {
  pages: pagesContract,
  providers: providersContract,
  unsubscribe: unsubscribeContract,
  'payment-forms': paymentFormsContract,
} as const;

type Nested = Record<string, Record<string, Endpoint>>;
type EndpointIn<C extends Nested> = { [R in keyof C]: C[R][keyof C[R]] }[keyof C];

export type CustomerEndpoint = EndpointIn<typeof customerContract>;
export type EditorEndpoint = EndpointIn<typeof editorContract>;

const flatten = (contract: Nested): Endpoint[] => Object.values(contract).flatMap((resource) => Object.values(resource));

/** Every declared endpoint, with the surface it belongs to. */
export const customerEndpoints = (): Endpoint[] => flatten(customerContract);
export const editorEndpoints = (): Endpoint[] => flatten(editorContract);
export const pageEndpoints = (): Endpoint[] => flatten(pageContract);
