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
import { Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useRef, useState } from 'react';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { useMessages } from '../messages';
import { TabRow, rowGrid } from './TabRow';

interface Props {
  tabs: CustomTab[];
  busy: ReadonlySet<string>;
  canUpdate: boolean;
  onMove: (from: number, to: number) => Promise<boolean>;
  onSwitch: (tab: CustomTab, enabled: boolean) => void;
  onEdit: (tab: CustomTab) => void;
  onDelete: (tab: CustomTab) => void;
}

/** The tabs in order. Moved by dragging the handle, or with the arrow keys on it. */
export function TabList({ tabs, busy, canUpdate, onMove, onSwitch, onEdit, onDelete }: Props) {
  const t = useMessages();
  const [said, setSaid] = useState('');
  const saidOver = useRef<UniqueIdentifier>();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );

  const indexOf = (id: UniqueIdentifier): number => tabs.findIndex((tab) => tab.id === id);
  const where = (id: UniqueIdentifier, at: UniqueIdentifier = id) => ({
    name: tabs[indexOf(id)]?.name ?? '',
    position: indexOf(at) + 1,
    count: tabs.length,
  });
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      saidOver.current = active.id;
      return t('tabs.move.lifted', where(active.id));
    },
    onDragOver: ({ active, over }) => {
      // A lifted tab is over its own place at first: saying so would take the place of "is lifted".
      if (!over || over.id === saidOver.current) return undefined;
      saidOver.current = over.id;
      return t('tabs.move.over', where(active.id, over.id));
    },
    onDragEnd: ({ active, over }) => t('tabs.move.dropped', where(active.id, over?.id)),
    onDragCancel: ({ active }) => t('tabs.move.cancelled', where(active.id)),
  };

  async function drop({ active, over }: DragEndEvent): Promise<void> {
    if (over && over.id !== active.id) await onMove(indexOf(active.id), indexOf(over.id));
  }

  async function step(tab: CustomTab, by: 1 | -1): Promise<void> {
    const from = indexOf(tab.id);
    const to = from + by;
    if (to < 0 || to >= tabs.length) {
      setSaid(t(by < 0 ? 'tabs.move.first' : 'tabs.move.last', { name: tab.name }));
      return;
    }
    const moved = { name: tab.name, position: to + 1, count: tabs.length };
    if (await onMove(from, to)) setSaid(t('tabs.move.dropped', moved));
  }

  return (
    <Box background="neutral0" shadow="filterShadow" hasRadius>
      <Box
        display={{ initial: 'none', large: 'grid' }}
        style={{ gridTemplateColumns: rowGrid }}
        paddingLeft={4}
        paddingRight={4}
        paddingTop={4}
        paddingBottom={4}
        aria-hidden
      >
        <span />
        {(['tabs.column.tab', 'tabs.column.audience', 'tabs.column.place', 'tabs.column.on'] as const).map((id) => (
          <Typography key={id} variant="sigma" textColor="neutral600">
            {t(id)}
          </Typography>
        ))}
        <span />
      </Box>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{
          announcements,
          screenReaderInstructions: { draggable: t('tabs.move.instructions') },
        }}
        onDragEnd={(event) => void drop(event)}
      >
        <SortableContext items={tabs} strategy={verticalListSortingStrategy} disabled={!canUpdate}>
          <Flex tag="ol" direction="column" alignItems="stretch" aria-label={t('tabs.title')}>
            {tabs.map((tab) => (
              <TabRow
                key={tab.id}
                tab={tab}
                busy={busy.has(tab.id)}
                canUpdate={canUpdate}
                onStep={(by) => void step(tab, by)}
                onSwitch={(enabled) => onSwitch(tab, enabled)}
                onEdit={() => onEdit(tab)}
                onDelete={() => onDelete(tab)}
              />
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
