import { Flex } from '@strapi/design-system';
import type { MailTrouble } from '../../../plugin/contract/editor/people';
import { Notice } from '../components/Notice';
import { useInstant } from '../components/use-instant';
import { Line } from '../components/text';
import { useMessages } from '../messages';

/** That mail does not leave, why, and what whoever runs this Strapi does about it. */
export function MailNotice({ trouble: { problem, answer, at } }: { trouble: MailTrouble }) {
  const t = useMessages();
  const instant = useInstant();
  const title = at === null ? t('general.mail.not-set-up') : t('general.mail.failed', { when: instant(at) });
  const texts = [t(`general.mail.${problem}.do`), ...(answer === null ? [] : [t('mail.answer', { answer })]), t('general.mail.again')];
  return (
    <Notice kind="danger" title={title}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        {texts.map((text) => (
          <Line key={text}>{text}</Line>
        ))}
      </Flex>
    </Notice>
  );
}
