import { Box, Flex, Link, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { Line, Small } from '../components/text';
import { useInstant } from '../components/use-instant';
import { amountText } from '../documents/amount-text';
import { useMessages } from '../messages';
import { PaymentStateBadge } from './state';
import { eventWords } from './words';

interface Props {
  payment: EditorPayment;
}

/** Something at the left and an amount at the right. */
const Row = ({ children, amount }: { children: ReactNode; amount: string }) => (
  <Flex tag="li" gap={4} justifyContent="space-between" alignItems="flex-start">
    <Box minWidth={0}>{children}</Box>
    <Typography shrink={0} style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {amount}
    </Typography>
  </Flex>
);

const List = ({ children }: { children: ReactNode }) => (
  <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
    {children}
  </Flex>
);

/** Documents that a payment is for, what of it came to each, and what became credit. */
export function Parts({ payment: { state, parts, credited, currency } }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const money = (amount: number): string => amountText(amount, currency, locale);
  if (parts.length === 0 && credited === 0) return <Small>{t('payments.parts.none')}</Small>;
  return (
    <List>
      {parts.map(({ type, id, number, amount, applied }) => (
        <Row key={id} amount={money(state === 'succeeded' ? applied : amount)}>
          <Link tag={RouterLink} to={`/content-manager/collection-types/${PLUGIN_UID}.${type}/${id}`}>
            {`${t(`document.type.${type}`)} ${number}`}
          </Link>
          {state === 'succeeded' && applied !== amount && <Small>{t('payments.parts.meant', { amount: money(amount) })}</Small>}
        </Row>
      ))}
      {credited > 0 && (
        <Row amount={money(credited)}>
          <Line>{t('payments.parts.credited')}</Line>
        </Row>
      )}
    </List>
  );
}

/** What of a payment was given back. */
export function Refunds({ payment: { refunds, currency } }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const instant = useInstant();
  return (
    <List>
      {refunds.map(({ id, at, amount, state, toCredit, by, note }) => (
        <Row key={id} amount={amountText(amount, currency, locale)}>
          <PaymentStateBadge state={state} />
          <Small>{[instant(at), by, toCredit && t('payments.refund.to.credit'), note].filter(Boolean).join(' · ')}</Small>
        </Row>
      ))}
    </List>
  );
}

/** What happened to a payment, the newest first. */
export function Events({ payment: { events } }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const words = (state: string): string => {
    const known = (['requires-action', 'pending', 'succeeded', 'failed', 'canceled', 'unknown'] as const).find((one) => one === state);
    return known ? t(`payments.state.${known}`) : '';
  };
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
      {[...events].reverse().map(({ at, kind, state, ended, by, detail }, index) => (
        <li key={`${at} ${index}`}>
          <Typography fontWeight="semiBold">{[eventWords(t, kind), words(state)].filter(Boolean).join(': ')}</Typography>
          <Small>{[instant(at), by].filter(Boolean).join(' · ')}</Small>
          {ended && <Small>{t(`payments.ended.${ended}`)}</Small>}
          {detail && <Small>{detail}</Small>}
        </li>
      ))}
    </Flex>
  );
}
