import { Layouts, Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Button, EmptyStateLayout, Flex, LinkButton, Modal, Typography } from '@strapi/design-system';
import { Mail, Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import type { CustomerRow } from '../../../plugin/contract/editor/people';
import { CUSTOMER_SORTS, PORTAL_STATUSES } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { SearchFilter, SelectFilter } from '../components/filters';
import { LoadFailure } from '../components/LoadFailure';
import { Notice } from '../components/Notice';
import { PageNav } from '../components/PageNav';
import { failureText } from '../components/use-failure';
import { useMessages } from '../messages';
import MailCustomers, { type Mailing } from '../people/MailCustomers';
import { CUSTOMER_UID } from '../people/uid';
import { NEEDS } from '../permissions';
import { CustomerTable } from './CustomerTable';
import { addressOf, filterIn, isFiltered, queryOf, type Filter } from './filter';

const loadDialog = () => import('../people/AddContact');
const AddContact = lazy(loadDialog);

/** Rows of a page, as the contract has them. */
const PAGE_SIZE = 50;

/** By then the mail server has taken a mail or refused it, most times. */
const FIRST_TRY_MS = 4000;

/** Stands for no portal access in particular: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

function CustomersScreen() {
  const t = useMessages();
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const address = JSON.stringify(addressOf(filter));
  const { data, failure, reload } = useLoad(
    async () => ({ ...(await call('GET /customers', { query: queryOf(filter) })), address }),
    address,
  );
  const { allowedActions } = useRBAC(NEEDS.people);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [mailing, setMailing] = useState<Mailing>();
  const [adding, setAdding] = useState<CustomerRow>();
  useEffect(() => void loadDialog().catch(() => undefined), []);

  // What is on the screen is of another page or filter until its own rows are there.
  const stale = data?.address !== address;
  const loading = stale && !failure;
  /** At once, and when mail that was asked for has had its first try. */
  function lookAgain(): void {
    void reload();
    setTimeout(() => void reload(), FIRST_TRY_MS);
  }
  const show = (next: Filter, replace: boolean): void => setParams(addressOf(next), { replace });
  /** Other customers are meant: what was ticked among those of before is not. */
  const narrow = (part: Partial<Filter>): void => {
    setPicked(new Set());
    show({ ...filter, ...part, page: 1 }, true);
  };

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data) return <Page.Loading>{t('loading')}</Page.Loading>;

  const mayInvite = allowedActions.canInvite === true;
  const mayManage = allowedActions.canManage === true;
  const pages = Math.max(1, Math.ceil(data.total / PAGE_SIZE));
  const emptyWords = filter.page > 1 ? 'customers.no-more' : isFiltered(filter) ? 'customers.none' : 'customers.empty';
  const create = (
    <LinkButton tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/create`} startIcon={<Plus />}>
      {t('customers.create')}
    </LinkButton>
  );

  return (
    <Layouts.Root>
      <Page.Title>{t('customers.title')}</Page.Title>
      <Page.Main aria-busy={loading} tabIndex={-1}>
        <Layouts.Header title={t('customers.title')} subtitle={t('customers.count', { count: data.total })} primaryAction={create} />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
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
                  <Typography tag="p" textColor="neutral800">
                    {failureText(t, failure)}
                  </Typography>
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
            {/* Those of another search would look like what was found. */}
            {stale && failure ? null : data.rows.length === 0 && !loading ? (
              <EmptyStateLayout icon={<EmptyDocuments width="16rem" />} content={t(emptyWords)} hasRadius shadow="filterShadow" />
            ) : (
              <Box style={{ opacity: loading ? 0.5 : 1 }}>
                <CustomerTable
                  rows={data.rows}
                  selection={mayInvite ? picked : undefined}
                  onSelect={setPicked}
                  onAdd={mayManage ? setAdding : undefined}
                />
              </Box>
            )}
            <PageNav
              page={filter.page}
              more={filter.page < pages}
              loading={loading}
              position={t('customers.page', { page: filter.page, pages })}
              previous={t('customers.page.previous')}
              next={t('customers.page.next')}
              onPage={(page) => show({ ...filter, page }, false)}
            />
          </Flex>
        </Layouts.Content>
        {mailing && (
          <MailMany
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
      </Page.Main>
    </Layouts.Root>
  );
}

function MailMany({ mailing, customers, onClose }: { mailing: Mailing; customers: string[]; onClose: () => void }) {
  const t = useMessages();
  const count = customers.length;
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title>{t(mailing === 'invitation' ? 'invite-many.action' : 'resend.action')}</Modal.Title>
        </Modal.Header>
        <MailCustomers
          customers={customers}
          mailing={mailing}
          intro={t(mailing === 'invitation' ? 'invite-many.intro' : 'resend.selected.intro', { count })}
          onClose={onClose}
        />
      </Modal.Content>
    </Modal.Root>
  );
}

/** *Customers* in the main menu. */
export default function CustomersPage() {
  return (
    <Page.Protect permissions={NEEDS.peopleRead}>
      <CustomersScreen />
    </Page.Protect>
  );
}
