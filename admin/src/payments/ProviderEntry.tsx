import { Badge, Box, Button, Flex, Typography } from '@strapi/design-system';
import type { EditorProvider } from '../../../plugin/contract/editor/payments';
import { call } from '../api/client';
import { CopyField } from '../components/CopyField';
import { Notice } from '../components/Notice';
import { Small } from '../components/text';
import { useInstant } from '../components/use-instant';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';

interface Props {
  provider: EditorProvider;
  canTest: boolean;
  onChanged: (provider: EditorProvider) => void;
}

/** A payment provider: what it can do, whether its keys work, and its webhook. */
export function ProviderEntry({ provider, canTest, onChanged }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const { busy, run } = useTask();
  const { key, kind, mode, ok, message, testedAt, methods, currencies, saves, refunds, webhook } = provider;

  const test = (): Promise<boolean> =>
    run(async () => onChanged(await call('POST /payment-providers/:provider/test', { params: { provider: key } })));

  return (
    <Box role="group" aria-label={key} padding={4} hasRadius borderColor="neutral150">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={2} wrap="wrap" justifyContent="space-between" alignItems="flex-start">
          <Box>
            <Flex gap={2} wrap="wrap">
              <Typography tag="h3" fontWeight="bold">
                {key}
              </Typography>
              {kind !== key && <Badge size="S">{kind}</Badge>}
              {mode && (
                <Badge
                  size="S"
                  backgroundColor={mode === 'live' ? 'success100' : 'warning100'}
                  textColor={mode === 'live' ? 'success700' : 'warning700'}
                >
                  {t(`providers.mode.${mode}`)}
                </Badge>
              )}
            </Flex>
            <Small>{methods.map((method) => t(`payments.method.${method}`)).join(', ')}</Small>
            <Small>
              {[
                currencies ? t('providers.currencies', { list: currencies.join(', ') }) : t('providers.currencies.all'),
                t(saves ? 'providers.saves' : 'providers.saves-not'),
                t(`providers.refunds.${refunds}`),
              ].join(' · ')}
            </Small>
          </Box>
          {canTest && (
            <Button variant="secondary" loading={busy} onClick={() => void test()}>
              {t('providers.test')}
            </Button>
          )}
        </Flex>
        {ok === null ? (
          <Small>{t('providers.untested')}</Small>
        ) : (
          <Notice kind={ok ? 'success' : 'danger'} title={t(ok ? 'providers.ok' : 'providers.broken')}>
            {[message, testedAt && t('providers.tested-at', { when: instant(testedAt) })].filter(Boolean).join(' ')}
          </Notice>
        )}
        {webhook && (
          <CopyField
            label={t('providers.webhook')}
            hint={
              webhook.lastReceivedAt ? t('providers.webhook.last', { when: instant(webhook.lastReceivedAt) }) : t('providers.webhook.never')
            }
            value={webhook.url}
          />
        )}
      </Flex>
    </Box>
  );
}
