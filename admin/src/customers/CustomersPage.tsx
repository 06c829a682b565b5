import { useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Mail, Plus } from '@strapi/icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { CustomerRow } from '../../../plugin/contract/editor/people';
import { CUSTOMER_SORTS, PORTAL_STATUSES } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { SearchFilter, SelectFilter } from '../components/filters';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { Line } from '../components/text';
import { useList } from '../components/use-list';
import { useMessages } from '../messages';
import type { Mailing } from '../people/MailCustomers';
import { MailDialog } from '../people/MailDialog';
import { CUSTOMER_UID } from '../people/uid';
import { NEEDS } from '../permissions';
import { CustomerTable } from './CustomerTable';
import * as addressing from './filter';
import { isFiltered, queryOf, type Filter } from './filter';

const loadDialog = () => import('../people/AddContact');
const AddContact = lazy(loadDialog);

/** By then the mail server has taken a mail or refused it, most times. */
const FIRST_TRY_MS = 4000;

/** Stands for no portal access in particular: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

/** *Customers* in the main menu. */
export default function CustomersPage() {
  const t = useMessages();
  const list = useList(addressing, (filter) => call('GET /customers', { query: queryOf(filter) }));
  const { filter, failure, reload, loading, show } = list;
  const { allowedActions } = useRBAC(NEEDS.people);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [mailing, setMailing] = useState<Mailing>();
  const [adding, setAdding] = useState<CustomerRow>();
  useEffect(() => void loadDialog().catch(() => undefined), []);

  /** At once, and when mail that was asked for has had its first try. */
  function lookAgain(): void {
    void reload();
    setTimeout(() => void reload(), FIRST_TRY_MS);
  }
  /** Other customers are meant: what was ticked among those of before is not. */
  const narrow = (part: Partial<Filter>): void => {
    setPicked(new Set());
    show({ ...filter, ...part, page: 1 }, true);
  };

  const mayInvite = allowedActions.canInvite === true;
  const mayManage = allowedActions.canManage === true;
  const emptyWords = filter.page > 1 ? 'customers.no-more' : isFiltered(filter) ? 'customers.none' : 'customers.empty';
  const create = (
    <LinkButton tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/create`} startIcon={<Plus />}>
      {t('customers.create')}
    </LinkButton>
  );

  return (
    <>
      <ListScreen
        list={list}
        title={t('customers.title')}
        subtitle={({ total }) => t('customers.count', { count: total })}
        action={create}
        above={() => (
          <>
            <Flex gap={4} wrap="wrap" alignItems="flex-end">
              <SearchFilter
                value={filter.search}
                maxLength={100}
                label={t('customers.search.label')}
                placeholder={t('customers.search.placeholder')}
                clearLabel={t('customers.search.clear')}
                onChange={(search) => narrow({ search })}
              />
              <SelectFilter
                label={t('customers.status.label')}
                value={filter.status ?? ALL}
                options={[
                  { value: ALL, label: t('customers.status.all') },
                  ...PORTAL_STATUSES.map((one) => ({ value: one, label: t(`status.${one}`) })),
                ]}
                width="20rem"
                onChange={(next) => narrow({ status: next === ALL ? undefined : next })}
              />
              <SelectFilter
                label={t('customers.sort.label')}
                value={filter.sort}
                options={CUSTOMER_SORTS.map((one) => ({ value: one, label: t(`customers.sort.${one}`) }))}
                width="24rem"
                onChange={(sort) => show({ ...filter, sort, page: 1 }, true)}
              />
            </Flex>
            {failure && (
              <Notice kind="danger">
                <Flex direction="column" alignItems="flex-start" gap={2}>
                  <Line>{failureText(t, failure)}</Line>
                  <Button size="S" variant="secondary" onClick={() => void reload()}>
                    {t('retry')}
                  </Button>
                </Flex>
              </Notice>
            )}
            {mayInvite && picked.size > 0 && (
              <Flex gap={3} wrap="wrap" role="group" aria-label={t('customers.selected', { count: picked.size })}>
                <Typography role="status">{t('customers.selected', { count: picked.size })}</Typography>
                <Button size="S" startIcon={<Mail />} onClick={() => setMailing('invitation')}>
                  {t('invite-many.action')}
                </Button>
                <Button size="S" variant="secondary" onClick={() => setMailing('link')}>
                  {t('resend.action')}
                </Button>
              </Flex>
            )}
          </>
        )}
        hideStale
        empty={() => t(emptyWords)}
      >
        {({ rows }) => (
          <Box style={{ opacity: loading ? 0.5 : 1 }}>
            <CustomerTable
              rows={rows}
              selection={mayInvite ? picked : undefined}
              onSelect={setPicked}
              onAdd={mayManage ? setAdding : undefined}
            />
          </Box>
        )}
      </ListScreen>
      {mailing && (
        <MailDialog
          title={t(mailing === 'invitation' ? 'invite-many.action' : 'resend.action')}
          intro={t(mailing === 'invitation' ? 'invite-many.intro' : 'resend.selected.intro', { count: picked.size })}
          mailing={mailing}
          customers={[...picked]}
          onClose={() => {
            setMailing(undefined);
            lookAgain();
          }}
        />
      )}
      {adding && (
        <Suspense fallback={null}>
          <AddContact customer={adding} onClose={() => setAdding(undefined)} onAdded={lookAgain} />
        </Suspense>
      )}
    </>
  );
}
