import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Box, IconButton } from '@strapi/design-system';
import { Drag } from '@strapi/icons';
import type { KeyboardEvent, ReactNode } from 'react';
import { styled } from 'styled-components';
import { useMessages } from '../messages';

export interface SortableItem {
  id: string;
  name: string;
}

/** Columns of a row on a wide screen, and the names of its areas there and on a narrow one; `handle` is drawn here. */
export interface RowLayout {
  grid: string;
  areas: string;
  narrowAreas: string;
}

const Row = styled.li<{ $lifted: boolean; $layout: RowLayout }>`
  display: grid;
  grid-template-columns: 4.8rem minmax(0, 1fr) auto;
  grid-template-areas: ${({ $layout }) => $layout.narrowAreas};
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
    grid-template-columns: ${({ $layout }) => $layout.grid};
    grid-template-areas: ${({ $layout }) => $layout.areas};
  }
`;

/** What a cell is about: seen on narrow screens, where there are no column headings, and always read out. */
export const CellHeading = styled.span`
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
  item: SortableItem;
  canUpdate: boolean;
  layout: RowLayout;
  /** One place up (-1) or down (1). */
  onStep: (by: 1 | -1) => void;
  children: ReactNode;
}

/** A row of a `SortableList`, with the handle that it is moved by. */
export function SortableRow({ item, canUpdate, layout, onStep, children }: Props) {
  const t = useMessages();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: item.id,
    disabled: !canUpdate,
  });

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
    <Row ref={setNodeRef} $lifted={isDragging} $layout={layout} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <Box style={{ gridArea: 'handle' }}>
        {canUpdate && (
          <Handle
            ref={setActivatorNodeRef}
            label={t('move.handle', { name: item.name })}
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
      {children}
    </Row>
  );
}
