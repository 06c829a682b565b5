import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { CopyField } from '../components/CopyField';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { useMessages } from '../messages';

const URLS = ['redirectUri', 'entityId', 'acsUrl', 'metadataUrl', 'logoutUrl'] as const;

interface Props {
  /** Absent while the connection was never saved: its addresses do not exist yet. */
  connection: ConnectionView | undefined;
  kind: 'oidc' | 'saml';
}

/** What to paste at the provider. */
export function ProviderUrls({ connection, kind }: Props) {
  const t = useMessages();
  return (
    <Section title={t('urls.title')} intro={t(`urls.intro.${kind}`)}>
      {connection === undefined ? (
        <Notice kind="info">{t('urls.unsaved')}</Notice>
      ) : (
        URLS.filter((name) => connection.urls[name] !== '').map((name) => (
          <CopyField
            key={name}
            label={t(`urls.${name}`)}
            hint={t(`urls.${name}.hint`)}
            value={connection.urls[name]}
            isLink={name === 'metadataUrl'}
          />
        ))
      )}
    </Section>
  );
}
