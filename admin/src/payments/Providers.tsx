import { Box, Loader, Typography } from '@strapi/design-system';
import type { EditorProvider } from '../../../plugin/contract/editor/payments';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { Muted } from '../components/text';
import { failureText } from '../components/use-failure';
import { useMessages } from '../messages';
import { ProviderEntry } from './ProviderEntry';

/** What a team writes to have its first provider: the keys stand in the environment. */
const EXAMPLE = `'customer-portal': {
  config: {
    payments: {
      providers: {
        stripe: {
          provider: 'stripe',
          providerOptions: {
            secretKey: env('STRIPE_SECRET_KEY'),
            webhookSecret: env('STRIPE_WEBHOOK_SECRET'),
          },
        },
      },
    },
  },
},`;

/** Payment providers of the configuration, how each is, and where it is to send its webhooks. */
export function Providers({ canTest }: { canTest: boolean }) {
  const t = useMessages();
  const { data, failure, setData } = useLoad(() => call('GET /payment-providers'));
  const replace = (next: EditorProvider): void => {
    if (data) setData({ rows: data.rows.map((row) => (row.key === next.key ? next : row)) });
  };
  return (
    <Section title={t('providers.title')} intro={t('providers.intro')}>
      {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
      {!data && !failure && <Loader small>{t('loading')}</Loader>}
      {data?.rows.length === 0 && (
        <>
          <Muted>{t('providers.empty')}</Muted>
          <Box
            tag="pre"
            background="neutral100"
            padding={4}
            hasRadius
            tabIndex={0}
            aria-label="config/plugins.ts"
            style={{ overflowX: 'auto' }}
          >
            <Typography tag="code" variant="pi" style={{ fontFamily: 'monospace' }}>
              {EXAMPLE}
            </Typography>
          </Box>
        </>
      )}
      {data?.rows.map((provider) => (
        <ProviderEntry key={provider.key} provider={provider} canTest={canTest} onChanged={replace} />
      ))}
    </Section>
  );
}
