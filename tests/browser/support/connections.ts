import { expect, type Page } from '@playwright/test';
import type { EditorApi } from './editor-api';
import type { SamlSite, Sitting } from './identity-provider';

const CONNECTIONS = '/customer-portal/connections';

export interface Connection {
  id: string;
  settings: { name: string; enabled: boolean };
  revision: number;
  urls: { acsUrl: string; redirectUri: string };
}

export const connections = async (api: EditorApi): Promise<Connection[]> =>
  (await api.send<{ data: { connections: Connection[] } }>('GET', CONNECTIONS)).data.connections;

export async function removeConnections(api: EditorApi): Promise<void> {
  for (const { id } of await connections(api)) await api.send('DELETE', `${CONNECTIONS}/${id}`);
}

/** A connection as an editor saves it. */
export async function addConnection(api: EditorApi, settings: object, clientSecret?: string): Promise<Connection> {
  return (await api.send<{ data: Connection }>('POST', CONNECTIONS, { settings, ...(clientSecret && { clientSecret }) })).data;
}

/** Names of the attributes that hold who somebody is, as the site's answers have them. */
export const ATTRIBUTES = { email: 'mail', firstName: 'givenName', lastName: 'sn', customerReference: '' };

/** A connection to a SAML site, read from its metadata, and switched off. */
export async function addSaml(api: EditorApi, site: SamlSite, name: string, attributes = ATTRIBUTES): Promise<Connection> {
  const body = { xml: site.metadata };
  const { data } = await api.send<{ data: Record<string, unknown> }>('POST', '/customer-portal/connections-metadata', body);
  const { entityId, ssoUrl, sloUrl, certificates, signRequests } = data;
  return addConnection(api, {
    kind: 'saml',
    name,
    icon: 'generic',
    enabled: false,
    entityId,
    ssoUrl,
    sloUrl,
    certificates,
    signRequests,
    requireEncryption: false,
    allowIdpInitiated: false,
    attributes,
    domains: ['headoffice.example'],
    createContacts: false,
  });
}

/** The same, which has passed its test with whoever sits there, and is switched on where that is wanted. */
export async function addTestedSaml(
  api: EditorApi,
  page: Page,
  { site, name, person, enabled }: { site: SamlSite; name: string; person: Sitting; enabled: boolean },
): Promise<void> {
  const { id, settings, revision } = await addSaml(api, site, name);
  site.seat(person);
  const { data } = await api.send<{ data: { url: string } }>('POST', `${CONNECTIONS}/${id}/test`);
  await page.goto(data.url);
  await expect(page.getByRole('heading', { name: 'The test is finished' })).toBeVisible();
  if (enabled) await api.send('PUT', `${CONNECTIONS}/${id}`, { settings: { ...settings, enabled }, revision });
}
