import { Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus, WarningCircle } from '@strapi/icons';
import { useRef } from 'react';
import { Link } from 'react-router-dom';
import type { EditorModule } from '../../../plugin/contract/editor/modules';
import { MAX_MODULES } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { Empty } from '../components/Empty';
import { focusPage } from '../components/focus-page';
import { LoadFailure } from '../components/LoadFailure';
import { OrderedList, type Column } from '../components/OrderedList';
import { Screen } from '../components/Screen';
import { RowName, Small } from '../components/text';
import { useOrderedList } from '../components/use-ordered-list';
import { useMessages, type Translate } from '../messages';
import { TO_CHANGE } from '../permissions';
import { ModuleBox } from './icons';
import { problemWords } from './problems';
import { inputIn } from './values';

/** What a module is and what needs a decision, who works in it and how. */
const columns = (t: Translate): Column<EditorModule>[] => [
  { area: 'module', heading: 'modules.column.module', share: 3, below: (module) => <ModuleName module={module} /> },
  { area: 'audience', heading: 'modules.column.audience', share: 1.3, words: ({ audience }) => t(`setting.choice.audience.${audience}`) },
  { area: 'seen', heading: 'modules.column.seen', share: 2, words: ({ seen }) => t(`setting.choice.seen.${seen}`) },
  {
    area: 'approval',
    heading: 'modules.column.approval',
    share: 1.6,
    words: ({ mayCreate, mayEdit, approval }) =>
      t(!mayCreate && !mayEdit ? 'modules.publishes.nothing' : approval ? 'modules.publishes.approved' : 'modules.publishes.at-once'),
  },
];

function ModuleName({ module: { name, icon, typeName, problems: found } }: { module: EditorModule }) {
  const t = useMessages();
  const problems = problemWords(t, found);
  return (
    <Flex gap={3}>
      <ModuleBox icon={icon} />
      <Box minWidth={0}>
        <RowName>{name}</RowName>
        <Small>{t('modules.of-type', { type: typeName })}</Small>
        {problems !== undefined && (
          <Flex gap={1} paddingTop={1}>
            <WarningCircle width="1.2rem" height="1.2rem" fill="danger600" aria-hidden />
            <Typography variant="pi" fontWeight="bold" textColor="danger600">
              {problems}
            </Typography>
          </Flex>
        )}
      </Box>
    </Flex>
  );
}

/** The modules in the order of the portal's sidebar. */
export function ModuleList() {
  const t = useMessages();
  const { allowedActions, isLoading: checking } = useRBAC(TO_CHANGE.modules);
  const modules = useOrderedList<EditorModule[], EditorModule>({
    load: () => call('GET /modules'),
    entriesIn: (list) => list,
    withEntries: (_list, entries) => entries,
    saveOrder: (ids) => call('PUT /modules/order', { body: { ids } }),
    switchOn: (module, enabled) =>
      call('PUT /modules/:id', { params: { id: module.id }, body: { ...inputIn(module), enabled, revision: module.revision } }),
    remove: ({ id }) => call('DELETE /modules/:id', { params: { id } }),
    words: { switchedOn: 'modules.switched-on', switchedOff: 'modules.switched-off', orderConflict: 'modules.conflict.order' },
  });
  const content = useRef<HTMLDivElement>(null);
  const { data, failure, reload } = modules.loaded;
  const canUpdate = allowedActions.canUpdate === true;

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data || checking) return <Page.Loading>{t('loading')}</Page.Loading>;

  const full = data.length >= MAX_MODULES;
  const add =
    canUpdate && !full ? (
      <LinkButton tag={Link} to="new" startIcon={<Plus />}>
        {t('modules.add')}
      </LinkButton>
    ) : undefined;

  return (
    <Screen isSettings title={t('section.modules.title')} subtitle={t('section.modules.subtitle')} action={data.length > 0 && add}>
      <Box ref={content}>
        {data.length === 0 ? (
          <Empty content={t('modules.empty')} action={add} />
        ) : (
          <OrderedList
            label={t('section.modules.title')}
            list={modules}
            columns={columns(t)}
            canUpdate={canUpdate}
            switchLabel={(name) => t('modules.switch', { name })}
            open={{ to: ({ id }) => id, viewLabel: 'modules.view' }}
            deleteQuestion={({ name }) => ({
              title: t('list.delete', { name }),
              body: [t('modules.delete.what'), t('modules.delete.stays'), t('modules.delete.instead')],
              confirm: t('modules.delete.confirm'),
            })}
            onDeleted={() => focusPage(content.current)}
          />
        )}
        {full && (
          <Box paddingTop={4}>
            <Typography textColor="neutral600">{t('modules.full', { max: MAX_MODULES })}</Typography>
          </Box>
        )}
      </Box>
    </Screen>
  );
}
