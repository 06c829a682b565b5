import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Box, Flex, IconButton, Switch, Typography } from '@strapi/design-system';
import { Drag, Pencil, Trash } from '@strapi/icons';
import type { KeyboardEvent } from 'react';
import { styled } from 'styled-components';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { useMessages } from '../messages';
import { placeWords } from './words';

/** Columns of a row on a wide screen: handle, tab, audience, place, switch, actions. */
export const rowGrid = '4.8rem minmax(0, 3fr) minmax(0, 1fr) minmax(0, 2fr) 6.4rem 8.8rem';

const Row = styled.li<{ $lifted: boolean }>`
  display: grid;
  grid-template-columns: 4.8rem minmax(0, 1fr) auto;
  grid-template-areas:
    'handle tab on'
    '. audience audience'
    '. place place'
    '. actions actions';
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]} 0;
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  background: ${({ theme }) => theme.colors.neutral0};
  position: relative;
  z-index: ${({ $lifted }) => ($lifted ? 1 : 0)};
  box-shadow: ${({ $lifted, theme }) => ($lifted ? theme.shadows.popupShadow : 'none')};

  &:last-child {
    border-radius: 0 0 ${({ theme }) => `${theme.borderRadius} ${theme.borderRadius}`};
  }

  ${({ theme }) => theme.breakpoints.large} {
    grid-template-columns: ${rowGrid};
    grid-template-areas: 'handle tab audience place on actions';
  }
`;

/** What a cell is about: seen on narrow screens, where there are no column headings, and always read out. */
const Heading = styled.span`
  color: ${({ theme }) => theme.colors.neutral600};

  ${({ theme }) => theme.breakpoints.large} {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

const Handle = styled(IconButton)`
  cursor: grab;
  touch-action: none;
`;

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
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: tab.id,
    disabled: !canUpdate,
  });
  const { place, why } = placeWords(t, tab);
  const { name } = tab;

  function onHandleKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (by !== undefined && !isDragging) {
      event.preventDefault();
      onStep(by);
      return;
    }
    (listeners?.onKeyDown as ((event: KeyboardEvent) => void) | undefined)?.(event);
  }

  return (
    <Row
      ref={setNodeRef}
      $lifted={isDragging}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-tab={tab.id}
    >
      <Box style={{ gridArea: 'handle' }}>
        {canUpdate && (
          <Handle
            ref={setActivatorNodeRef}
            label={t('tabs.move.handle', { name })}
            variant="ghost"
            withTooltip={false}
            {...listeners}
            onKeyDown={onHandleKey}
            aria-describedby={attributes['aria-describedby']}
          >
            <Drag />
          </Handle>
        )}
      </Box>
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
          <Heading>{t('tabs.column.audience')}: </Heading>
          {t(`tabs.audience.${tab.audience}`)}
        </Typography>
      </Box>
      <Box style={{ gridArea: 'place' }} paddingRight={4} minWidth={0}>
        <Typography tag="p">
          <Heading>{t('tabs.column.place')}: </Heading>
          {place}
        </Typography>
        {why !== undefined && (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {why}
          </Typography>
        )}
      </Box>
      <Flex style={{ gridArea: 'on' }}>
        <Switch
          aria-label={t('tabs.switch', { name })}
          checked={tab.enabled}
          disabled={!canUpdate || busy}
          onCheckedChange={onSwitch}
        />
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
    </Row>
  );
}
