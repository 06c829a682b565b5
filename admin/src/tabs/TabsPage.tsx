import { Layouts, Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Button, EmptyStateLayout, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { MAX_TABS } from '../../../plugin/vocabulary';
import { Confirm } from '../components/Confirm';
import { LoadFailure } from '../components/LoadFailure';
import { useMessages } from '../messages';
import { TO_CHANGE, TO_READ } from '../permissions';
import { TabDialog } from './TabDialog';
import { TabList } from './TabList';
import { useTabs } from './use-tabs';

function TabsScreen() {
  const t = useMessages();
  const intl = useIntl();
  const { allowedActions, isLoading: checking } = useRBAC(TO_CHANGE.tabs);
  const tabs = useTabs();
  const [editing, setEditing] = useState<CustomTab | 'new'>();
  const [deleting, setDeleting] = useState<CustomTab>();
  const addButton = useRef<HTMLButtonElement>(null);
  const { data, failure, reload } = tabs.loaded;
  const canUpdate = allowedActions.canUpdate === true;

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data || checking) return <Page.Loading>{t('loading')}</Page.Loading>;

  const full = data.length >= MAX_TABS;
  const add = canUpdate ? (
    <Button ref={addButton} startIcon={<Plus />} disabled={full} onClick={() => setEditing('new')}>
      {t('tabs.add')}
    </Button>
  ) : undefined;

  async function confirmDelete(tab: CustomTab): Promise<void> {
    await tabs.remove(tab);
    setDeleting(undefined);
    // The row that had the focus is gone.
    addButton.current?.focus();
  }

  return (
    <Layouts.Root>
      <Page.Title>
        {intl.formatMessage({ id: 'Settings.PageTitle', defaultMessage: 'Settings - {name}' }, { name: t('section.tabs.title') })}
      </Page.Title>
      <Page.Main tabIndex={-1}>
        <Layouts.Header title={t('section.tabs.title')} subtitle={t('section.tabs.subtitle')} primaryAction={data.length > 0 && add} />
        <Layouts.Content>
          {data.length === 0 ? (
            <EmptyStateLayout
              icon={<EmptyDocuments width="16rem" />}
              content={t('tabs.empty')}
              action={add}
              hasRadius
              shadow="filterShadow"
            />
          ) : (
            <>
              <TabList
                tabs={data}
                busy={tabs.busy}
                canUpdate={canUpdate}
                onMove={tabs.move}
                onSwitch={(tab, enabled) => void tabs.switchTab(tab, enabled)}
                onEdit={setEditing}
                onDelete={setDeleting}
              />
              {full && (
                <Box paddingTop={4}>
                  <Typography textColor="neutral600">{t('tabs.full', { max: MAX_TABS })}</Typography>
                </Box>
              )}
            </>
          )}
        </Layouts.Content>
        {editing && (
          <TabDialog tab={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} onChanged={() => void reload()} />
        )}
        <Confirm
          question={
            deleting && {
              title: t('tabs.delete.title', { name: deleting.name }),
              body: [t('tabs.delete.what'), t('tabs.delete.instead')],
              confirm: t('tabs.delete.confirm'),
            }
          }
          busy={deleting !== undefined && tabs.busy.has(deleting.id)}
          onCancel={() => setDeleting(undefined)}
          onConfirm={() => deleting && void confirmDelete(deleting)}
        />
      </Page.Main>
    </Layouts.Root>
  );
}

/** *Settings → Customer Portal → Custom Tabs*. */
export default function TabsPage() {
  return (
    <Page.Protect permissions={TO_READ.tabs}>
      <TabsScreen />
    </Page.Protect>
  );
}
