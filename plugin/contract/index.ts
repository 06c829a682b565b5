import type { Endpoint } from './endpoint';
import { invitationContract } from './customer/invitation';
import { openapiContract } from './customer/openapi';
import { passwordContract } from './customer/password';
import { portalContract } from './customer/portal';
import { profileContract } from './customer/profile';
import { sessionContract } from './customer/session';
import { tabsContract } from './customer/tabs';
import { customTabsContract } from './editor/custom-tabs';
import { peopleContract } from './editor/people';
import { settingsContract } from './editor/settings';

/** Endpoints for customers, below `/api/customer-portal`. */
export const customerContract = {
  portal: portalContract,
  session: sessionContract,
  password: passwordContract,
  invitation: invitationContract,
  tabs: tabsContract,
  profile: profileContract,
  openapi: openapiContract,
} as const;

/** Endpoints for editors, below `/customer-portal` in Strapi's admin API. */
export const editorContract = {
  settings: settingsContract,
  'custom-tabs': customTabsContract,
  people: peopleContract,
} as const;

type Nested = Record<string, Record<string, Endpoint>>;
type EndpointIn<C extends Nested> = { [R in keyof C]: C[R][keyof C[R]] }[keyof C];

export type CustomerEndpoint = EndpointIn<typeof customerContract>;
export type EditorEndpoint = EndpointIn<typeof editorContract>;

const flatten = (contract: Nested): Endpoint[] => Object.values(contract).flatMap((resource) => Object.values(resource));

/** Every declared endpoint, with the surface it belongs to. */
export const customerEndpoints = (): Endpoint[] => flatten(customerContract);
export const editorEndpoints = (): Endpoint[] => flatten(editorContract);
