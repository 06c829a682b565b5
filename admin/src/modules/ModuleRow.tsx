import { Box, Flex, IconButton, Switch, Typography } from '@strapi/design-system';
import { Eye, Pencil, Trash, WarningCircle } from '@strapi/icons';
import { Link } from 'react-router-dom';
import type { EditorModule } from '../../../plugin/contract/editor/modules';
import { CellHeading, SortableRow } from '../components/SortableRow';
import { useMessages } from '../messages';
import { ModuleBox } from './icons';
import { problemWords } from './problems';

/** Columns of a row on a wide screen: handle, module, audience, records seen, approval, switch, actions. */
export const rowGrid = '4.8rem minmax(0, 3fr) minmax(0, 1.3fr) minmax(0, 2fr) minmax(0, 1.6fr) 6.4rem 8.8rem';

interface Props {
  module: EditorModule;
  busy: boolean;
  canUpdate: boolean;
  onStep: (by: 1 | -1) => void;
  onSwitch: (enabled: boolean) => void;
  onDelete: () => void;
}

/** One module: what it is, who works in it and how, and what needs a decision. */
export function ModuleRow({ module, busy, canUpdate, onStep, onSwitch, onDelete }: Props) {
  const t = useMessages();
  const { id, name, typeName, icon, audience, seen, mayCreate, mayEdit, approval, enabled } = module;
  const problems = problemWords(t, module.problems);
  const works = mayCreate || mayEdit;

  return (
    <SortableRow
      item={module}
      canUpdate={canUpdate}
      grid={rowGrid}
      areas="'handle module audience seen approval on actions'"
      narrowAreas="'handle module on' '. audience audience' '. seen seen' '. approval approval' '. actions actions'"
      onStep={onStep}
    >
      <Flex style={{ gridArea: 'module' }} gap={3} paddingRight={4} minWidth={0}>
        <ModuleBox icon={icon} />
        <Box minWidth={0}>
          <Typography tag="p" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
            {t('modules.of-type', { type: typeName })}
          </Typography>
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
      <Typography tag="p" style={{ gridArea: 'audience' }}>
        <CellHeading>{t('modules.column.audience')}: </CellHeading>
        {t(`tabs.audience.${audience}`)}
      </Typography>
      <Box style={{ gridArea: 'seen' }} paddingRight={4}>
        <Typography tag="p">
          <CellHeading>{t('modules.column.seen')}: </CellHeading>
          {t(`modules.seen.${seen}`)}
        </Typography>
      </Box>
      <Box style={{ gridArea: 'approval' }} paddingRight={4}>
        <Typography tag="p">
          <CellHeading>{t('modules.column.approval')}: </CellHeading>
          {t(!works ? 'modules.publishes.nothing' : approval ? 'modules.publishes.approved' : 'modules.publishes.at-once')}
        </Typography>
      </Box>
      <Flex style={{ gridArea: 'on' }}>
        <Switch aria-label={t('modules.switch', { name })} checked={enabled} disabled={!canUpdate || busy} onCheckedChange={onSwitch} />
      </Flex>
      <Flex style={{ gridArea: 'actions' }} gap={1} justifyContent={{ initial: 'flex-start', large: 'flex-end' }}>
        <IconButton tag={Link} to={id} label={t(canUpdate ? 'modules.edit' : 'modules.view', { name })} variant="ghost">
          {canUpdate ? <Pencil /> : <Eye />}
        </IconButton>
        {canUpdate && (
          <IconButton label={t('modules.delete', { name })} variant="ghost" disabled={busy} onClick={onDelete}>
            <Trash />
          </IconButton>
        )}
      </Flex>
    </SortableRow>
  );
}
