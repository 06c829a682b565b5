import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, Mail, WarningCircle } from '@strapi/icons';
import type { MailFate as Fate } from '../../../plugin/contract/editor/people';
import { useInstant } from '../components/use-instant';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { useMailFate } from './mail-fate';

interface Props {
  fate: Fate;
  /** Who was mailed: several buttons say the same. */
  name: string;
  /** Sends it again; absent where the role may not. */
  onRetry: (() => void) | undefined;
  busy: boolean;
}

/** What became of the newest mail to a contact, why it did not leave, and what to do then. */
export function MailFate({ fate, name, onRetry, busy }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const words = useMailFate()(fate);
  const { state, at, trouble } = fate;
  if (!trouble) {
    return (
      <Flex gap={1} alignItems="center">
        <Mail width="12px" height="12px" fill="neutral500" aria-hidden />
        <Small>{words}</Small>
      </Flex>
    );
  }
  return (
    <Box background="danger100" borderColor="danger200" padding={2} hasRadius>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Flex gap={1} alignItems="flex-start">
          <Box shrink={0} paddingTop={1} aria-hidden>
            <WarningCircle width="12px" height="12px" fill="danger600" />
          </Box>
          <Typography tag="p" variant="pi" fontWeight="bold" textColor="danger700">
            {words}
          </Typography>
        </Flex>
        <Typography tag="p" variant="pi" textColor="neutral800">
          {t(`mail.why.${trouble.problem}`)}
        </Typography>
        {trouble.answer !== null && <Small>{t('mail.answer', { answer: trouble.answer })}</Small>}
        {state === 'waiting' && <Small>{t('mail.next-try', { when: instant(at) })}</Small>}
        {onRetry && (
          <Button
            variant="secondary"
            size="S"
            startIcon={<ArrowClockwise />}
            loading={busy}
            aria-label={t('mail.retry', { name })}
            onClick={onRetry}
          >
            {t('retry')}
          </Button>
        )}
      </Flex>
    </Box>
  );
}
