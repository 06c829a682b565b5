import { Layouts, Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Box, EmptyStateLayout, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import type { EditorModule } from '../../../plugin/contract/editor/modules';
import { MAX_MODULES } from '../../../plugin/vocabulary';
import { Confirm } from '../components/Confirm';
import { focusPage } from '../components/focus-page';
import { LoadFailure } from '../components/LoadFailure';
import { SortableList } from '../components/SortableList';
import { useMessages } from '../messages';
import { TO_CHANGE } from '../permissions';
import { ModuleRow, rowGrid } from './ModuleRow';
import { useModules } from './use-modules';

const HEADINGS = [
  'modules.column.module',
  'modules.column.audience',
  'modules.column.seen',
  'modules.column.approval',
  'modules.column.on',
] as const;

/** The modules in the order of the portal's sidebar. */
export function ModuleList() {
  const t = useMessages();
  const intl = useIntl();
  const { allowedActions, isLoading: checking } = useRBAC(TO_CHANGE.modules);
  const modules = useModules();
  const [deleting, setDeleting] = useState<EditorModule>();
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

  async function confirmDelete(module: EditorModule): Promise<void> {
    await modules.remove(module);
    setDeleting(undefined);
    // The row that had the focus is gone.
    focusPage(content.current);
  }

  return (
    <Layouts.Root>
      <Page.Title>
        {intl.formatMessage({ id: 'Settings.PageTitle', defaultMessage: 'Settings - {name}' }, { name: t('section.modules.title') })}
      </Page.Title>
      <Page.Main tabIndex={-1}>
        <Layouts.Header
          title={t('section.modules.title')}
          subtitle={t('section.modules.subtitle')}
          primaryAction={data.length > 0 && add}
        />
        <Layouts.Content>
          <Box ref={content}>
            {data.length === 0 ? (
              <EmptyStateLayout
                icon={<EmptyDocuments width="16rem" />}
                content={t('modules.empty')}
                action={add}
                hasRadius
                shadow="filterShadow"
              />
            ) : (
              <SortableList
                label={t('section.modules.title')}
                items={data}
                canUpdate={canUpdate}
                grid={rowGrid}
                headings={HEADINGS.map((id) => t(id))}
                onMove={modules.move}
              >
                {(module, onStep) => (
                  <ModuleRow
                    key={module.id}
                    module={module}
                    busy={modules.busy.has(module.id)}
                    canUpdate={canUpdate}
                    onStep={onStep}
                    onSwitch={(enabled) => void modules.switchModule(module, enabled)}
                    onDelete={() => setDeleting(module)}
                  />
                )}
              </SortableList>
            )}
            {full && (
              <Box paddingTop={4}>
                <Typography textColor="neutral600">{t('modules.full', { max: MAX_MODULES })}</Typography>
              </Box>
            )}
          </Box>
        </Layouts.Content>
        <Confirm
          question={
            deleting && {
              title: t('modules.delete.title', { name: deleting.name }),
              body: [t('modules.delete.what'), t('modules.delete.stays'), t('modules.delete.instead')],
              confirm: t('modules.delete.confirm'),
            }
          }
          busy={deleting !== undefined && modules.busy.has(deleting.id)}
          onCancel={() => setDeleting(undefined)}
          onConfirm={() => deleting && void confirmDelete(deleting)}
        />
      </Page.Main>
    </Layouts.Root>
  );
}
