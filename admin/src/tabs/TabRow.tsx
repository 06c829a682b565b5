import { Box, Flex, IconButton, Switch, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { CellHeading, SortableRow } from '../components/SortableRow';
import { useMessages } from '../messages';
import { placeWords } from './words';

/** Columns of a row on a wide screen: handle, tab, audience, place, switch, actions. */
export const rowGrid = '4.8rem minmax(0, 3fr) minmax(0, 1fr) minmax(0, 2fr) 6.4rem 8.8rem';

interface Props {
  tab: CustomTab;
  busy: boolean;
  canUpdate: boolean;
  /** One place up (-1) or down (1). */
  onStep: (by: 1 | -1) => void;
  onSwitch: (enabled: boolean) => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** One tab: what it is, who sees it, where it opens, and what can be done with it. */
export function TabRow({ tab, busy, canUpdate, onStep, onSwitch, onEdit, onDelete }: Props) {
  const t = useMessages();
  const { place, why } = placeWords(t, tab);
  const { name } = tab;

  return (
    <SortableRow
      item={tab}
      canUpdate={canUpdate}
      grid={rowGrid}
      areas="'handle tab audience place on actions'"
      narrowAreas="'handle tab on' '. audience audience' '. place place' '. actions actions'"
      onStep={onStep}
    >
      <Box style={{ gridArea: 'tab' }} paddingRight={4} minWidth={0}>
        <Typography tag="p" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {tab.url}
        </Typography>
      </Box>
      <Box style={{ gridArea: 'audience' }} paddingRight={4}>
        <Typography tag="p">
          <CellHeading>{t('tabs.column.audience')}: </CellHeading>
          {t(`tabs.audience.${tab.audience}`)}
        </Typography>
      </Box>
      <Box style={{ gridArea: 'place' }} paddingRight={4} minWidth={0}>
        <Typography tag="p">
          <CellHeading>{t('tabs.column.place')}: </CellHeading>
          {place}
        </Typography>
        {why !== undefined && (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {why}
          </Typography>
        )}
      </Box>
      <Flex style={{ gridArea: 'on' }}>
        <Switch aria-label={t('tabs.switch', { name })} checked={tab.enabled} disabled={!canUpdate || busy} onCheckedChange={onSwitch} />
      </Flex>
      <Flex style={{ gridArea: 'actions' }} gap={1} justifyContent={{ initial: 'flex-start', large: 'flex-end' }}>
        {canUpdate && (
          <>
            <IconButton label={t('tabs.edit', { name })} variant="ghost" disabled={busy} onClick={onEdit}>
              <Pencil />
            </IconButton>
            <IconButton label={t('tabs.delete', { name })} variant="ghost" disabled={busy} onClick={onDelete}>
              <Trash />
            </IconButton>
          </>
        )}
      </Flex>
    </SortableRow>
  );
}
