import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { Editor } from '../editor';

export const CLIENT = { id: 'portal', secret: 'only-known-to-the-two-of-us-0123456789' };

/** Settings of a connection to an issuer. */
export const oidcSettings = (issuer: string, changes: object = {}) => ({
  kind: 'oidc',
  name: 'Acme',
  icon: 'generic',
  enabled: true,
  issuer,
  clientId: CLIENT.id,
  scopes: ['email', 'profile'],
  ...changes,
});

/** Adds a connection as an editor does. */
export async function addConnection(
  editor: Editor,
  settings: object,
  clientSecret: string | undefined = CLIENT.secret,
): Promise<ConnectionView> {
  const response = await editor.post('/connections', { settings, ...(clientSecret && { clientSecret }) });
  if (response.status !== 201) throw new Error(`The connection is not made: ${JSON.stringify(response.body)}`);
  return (response.body as { data: ConnectionView }).data;
}
