import { useRBAC } from '@strapi/admin/strapi-admin';
import { Flex, LinkButton } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { call } from '../api/client';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useList } from '../components/use-list';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { addressOf, filterIn, isFiltered, queryOf, STATEMENT_PATH } from './filter';
import { PaymentFilters } from './PaymentFilters';
import { PaymentTable } from './PaymentTable';

/** What customers paid, newest first; what somebody is to look at comes with one press. */
export function PaymentList() {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.payments);
  const list = useList({ filterIn, addressOf }, (filter) => call('GET /payments', { query: queryOf(filter) }));
  const { filter, failure, show } = list;
  const emptyWords = isFiltered(filter) ? 'payments.none' : filter.attention ? 'payments.attention.none' : 'payments.empty';
  return (
    <ListScreen
      list={list}
      title={t('payments.title')}
      subtitle={({ total }) => t('payments.subtitle', { count: total })}
      action={
        allowedActions.canRecord === true && (
          <LinkButton tag={RouterLink} to={STATEMENT_PATH} variant="secondary" startIcon={<Upload />}>
            {t('statement.title')}
          </LinkButton>
        )
      }
      above={({ attention }) => (
        <Flex direction="column" alignItems="stretch" gap={4}>
          <PaymentFilters filter={filter} attention={attention} onChange={(next) => show({ ...next, page: 1 }, true)} />
          {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
        </Flex>
      )}
      hideStale
      empty={() => t(emptyWords)}
    >
      {({ rows }) => <PaymentTable rows={rows} />}
    </ListScreen>
  );
}
