import type { Endpoint } from './endpoint';
import { challengeContract } from './customer/challenge';
import { connectionContract } from './customer/connection';
import { documentsContract } from './customer/documents';
import { invitationContract } from './customer/invitation';
import { modulesContract, recordsContract } from './customer/modules';
import { openapiContract } from './customer/openapi';
import { passwordContract } from './customer/password';
import { portalContract } from './customer/portal';
import { profileContract } from './customer/profile';
import { securityContract } from './customer/security';
import { sessionContract } from './customer/session';
import { signUpContract } from './customer/sign-up';
import { tabsContract } from './customer/tabs';
import { recordFilesContract } from './customer/record-files';
import { activityContract } from './editor/activity';
import { approvalsContract } from './editor/approvals';
import { connectionsContract } from './editor/connections';
import { customTabsContract } from './editor/custom-tabs';
import { documentActionsContract } from './editor/documents';
import { moduleSettingsContract } from './editor/modules';
import { membershipsContract } from './editor/memberships';
import { peopleContract } from './editor/people';
import { settingsContract } from './editor/settings';
import { pagesContract } from './pages';
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
  tabs: tabsContract,
  profile: profileContract,
  modules: modulesContract,
  records: recordsContract,
  'record-files': recordFilesContract,
  documents: documentsContract,
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
  activity: activityContract,
} as const;

/** Pages and what belongs to them, at the root of the host. */
export const pageContract = {
  pages: pagesContract,
  providers: providersContract,
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
