import { Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Button, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useRef, useState } from 'react';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { MAX_TABS } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { Empty } from '../components/Empty';
import { LoadFailure } from '../components/LoadFailure';
import { OrderedList, type Column } from '../components/OrderedList';
import { Screen } from '../components/Screen';
import { RowName, Small } from '../components/text';
import { useOrderedList } from '../components/use-ordered-list';
import { useMessages, type Translate } from '../messages';
import { TO_CHANGE } from '../permissions';
import { TabDialog } from './TabDialog';
import { valuesOf } from './values';

/** Why a tab opens where it does; nothing where that is what one expects. */
function whyThere(t: Translate, { opensIn, framing }: CustomTab): string | undefined {
  if (opensIn === 'window') return t('tabs.why.chosen');
  return framing === 'allowed' ? undefined : t(`tabs.why.${framing}`);
}

/** What a tab is, who sees it and where it opens. */
const columns = (t: Translate): Column<CustomTab>[] => [
  {
    area: 'tab',
    heading: 'tabs.column.tab',
    share: 3,
    below: ({ name, url }) => (
      <>
        <RowName>{name}</RowName>
        <Small>{url}</Small>
      </>
    ),
  },
  { area: 'audience', heading: 'tabs.column.audience', share: 1, words: ({ audience }) => t(`setting.choice.audience.${audience}`) },
  {
    area: 'place',
    heading: 'tabs.column.place',
    share: 2,
    words: ({ place }) => t(`tabs.place.${place}`),
    below: (tab) => {
      const why = whyThere(t, tab);
      return why !== undefined && <Small>{why}</Small>;
    },
  },
];

/** *Settings → Customer Portal → Custom Tabs*: the tabs in the order of the sidebar. */
export default function TabsPage() {
  const t = useMessages();
  const { allowedActions, isLoading: checking } = useRBAC(TO_CHANGE.tabs);
  const tabs = useOrderedList<CustomTab[], CustomTab>({
    load: () => call('GET /custom-tabs'),
    entriesIn: (list) => list,
    withEntries: (_list, entries) => entries,
    saveOrder: (ids) => call('PUT /custom-tabs/order', { body: { ids } }),
    switchOn: (tab, enabled) =>
      call('PUT /custom-tabs/:id', { params: { id: tab.id }, body: { ...valuesOf(tab), enabled, revision: tab.revision } }),
    remove: ({ id }) => call('DELETE /custom-tabs/:id', { params: { id } }),
    words: { switchedOn: 'tabs.switched-on', switchedOff: 'tabs.switched-off', orderConflict: 'tabs.conflict.order' },
  });
  const [editing, setEditing] = useState<CustomTab | 'new'>();
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

  return (
    <Screen isSettings title={t('section.tabs.title')} subtitle={t('section.tabs.subtitle')} action={data.length > 0 && add}>
      {data.length === 0 ? (
        <Empty content={t('tabs.empty')} action={add} />
      ) : (
        <OrderedList
          label={t('section.tabs.title')}
          list={tabs}
          columns={columns(t)}
          canUpdate={canUpdate}
          switchLabel={(name) => t('tabs.switch', { name })}
          open={setEditing}
          deleteQuestion={({ name }) => ({
            title: t('list.delete', { name }),
            body: [t('tabs.delete.what'), t('tabs.delete.instead')],
            confirm: t('tabs.delete.confirm'),
          })}
          onDeleted={() => addButton.current?.focus()}
        />
      )}
      {full && (
        <Box paddingTop={4}>
          <Typography textColor="neutral600">{t('tabs.full', { max: MAX_TABS })}</Typography>
        </Box>
      )}
      {editing && (
        <TabDialog tab={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} onChanged={() => void reload()} />
      )}
    </Screen>
  );
}
