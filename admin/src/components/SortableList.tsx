import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Box, Flex, VisuallyHidden } from '@strapi/design-system';
import { useRef, useState, type ReactNode } from 'react';
import { ColumnName } from './text';
import { useMessages } from '../messages';
import { SortableRow, type RowLayout, type SortableItem } from './SortableRow';

interface Props<T extends SortableItem> {
  /** What the list is called, read out. */
  label: string;
  items: T[];
  canUpdate: boolean;
  layout: RowLayout;
  /** What stands over the columns between the handle's and the actions'. */
  headings: readonly string[];
  onMove: (from: number, to: number) => Promise<boolean> | boolean;
  /** The cells of a row, each in its area. */
  children: (item: T) => ReactNode;
}

/** Things in an order that customers see. Moved by dragging the handle, or with the arrow keys on it. */
export function SortableList<T extends SortableItem>({ label, items, canUpdate, layout, headings, onMove, children }: Props<T>) {
  const t = useMessages();
  const [said, setSaid] = useState('');
  const saidOver = useRef<UniqueIdentifier>();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );

  const indexOf = (id: UniqueIdentifier): number => items.findIndex((item) => item.id === id);
  const where = (id: UniqueIdentifier, at: UniqueIdentifier = id) => ({
    name: items[indexOf(id)]?.name ?? '',
    position: indexOf(at) + 1,
    count: items.length,
  });
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      saidOver.current = active.id;
      return t('move.lifted', where(active.id));
    },
    onDragOver: ({ active, over }) => {
      // What is lifted is over its own place at first: saying so would take the place of "is lifted".
      if (!over || over.id === saidOver.current) return undefined;
      saidOver.current = over.id;
      return t('move.over', where(active.id, over.id));
    },
    onDragEnd: ({ active, over }) => t('move.dropped', where(active.id, over?.id)),
    onDragCancel: ({ active }) => t('move.cancelled', where(active.id)),
  };

  async function drop({ active, over }: DragEndEvent): Promise<void> {
    if (over && over.id !== active.id) await onMove(indexOf(active.id), indexOf(over.id));
  }

  async function step(item: T, by: 1 | -1): Promise<void> {
    const from = indexOf(item.id);
    const to = from + by;
    if (to < 0 || to >= items.length) {
      setSaid(t(by < 0 ? 'move.first' : 'move.last', { name: item.name }));
      return;
    }
    const moved = { name: item.name, position: to + 1, count: items.length };
    if (await onMove(from, to)) setSaid(t('move.dropped', moved));
  }

  return (
    <Box background="neutral0" shadow="filterShadow" hasRadius>
      <Box
        display={{ initial: 'none', large: 'grid' }}
        style={{ gridTemplateColumns: layout.grid }}
        paddingLeft={4}
        paddingRight={4}
        paddingTop={4}
        paddingBottom={4}
        aria-hidden
      >
        <span />
        {headings.map((heading) => (
          <ColumnName key={heading}>{heading}</ColumnName>
        ))}
        <span />
      </Box>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('move.instructions') } }}
        onDragEnd={(event) => void drop(event)}
      >
        <SortableContext items={items} strategy={verticalListSortingStrategy} disabled={!canUpdate}>
          <Flex tag="ol" direction="column" alignItems="stretch" aria-label={label}>
            {items.map((item) => (
              <SortableRow key={item.id} item={item} canUpdate={canUpdate} layout={layout} onStep={(by) => void step(item, by)}>
                {children(item)}
              </SortableRow>
            ))}
          </Flex>
        </SortableContext>
      </DndContext>
      <VisuallyHidden role="status" aria-live="assertive">
        {said}
      </VisuallyHidden>
    </Box>
  );
}
