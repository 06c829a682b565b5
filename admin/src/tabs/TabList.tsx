import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { SortableList } from '../components/SortableList';
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

const HEADINGS = ['tabs.column.tab', 'tabs.column.audience', 'tabs.column.place', 'tabs.column.on'] as const;

/** The tabs in the order of the sidebar. */
export function TabList({ tabs, busy, canUpdate, onMove, onSwitch, onEdit, onDelete }: Props) {
  const t = useMessages();
  return (
    <SortableList
      label={t('section.tabs.title')}
      items={tabs}
      canUpdate={canUpdate}
      grid={rowGrid}
      headings={HEADINGS.map((id) => t(id))}
      onMove={onMove}
    >
      {(tab, onStep) => (
        <TabRow
          key={tab.id}
          tab={tab}
          busy={busy.has(tab.id)}
          canUpdate={canUpdate}
          onStep={onStep}
          onSwitch={(enabled) => onSwitch(tab, enabled)}
          onEdit={() => onEdit(tab)}
          onDelete={() => onDelete(tab)}
        />
      )}
    </SortableList>
  );
}
