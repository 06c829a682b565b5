import { Box } from '@strapi/design-system';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { SignInMode } from '../../../plugin/vocabulary';
import { SortableList } from '../components/SortableList';
import { useMessages } from '../messages';
import { ConnectionRow, rowGrid } from './ConnectionRow';

interface Props {
  connections: ConnectionView[];
  mode: SignInMode;
  busy: ReadonlySet<string>;
  canUpdate: boolean;
  onMove: (from: number, to: number) => Promise<boolean>;
  onSwitch: (connection: ConnectionView, enabled: boolean) => void;
  onDelete: (connection: ConnectionView) => void;
}

const HEADINGS = ['connections.column.name', 'connections.column.test', 'connections.column.people', 'connections.column.on'] as const;

/** The connections in the order of their buttons on the sign-in page. */
export function ConnectionList({ connections, mode, busy, canUpdate, onMove, onSwitch, onDelete }: Props) {
  const t = useMessages();
  return (
    <Box borderColor="neutral150" hasRadius>
      <SortableList
        label={t('connections.title')}
        items={connections.map((connection) => ({ id: connection.id, name: connection.settings.name, connection }))}
        canUpdate={canUpdate}
        grid={rowGrid}
        headings={HEADINGS.map((id) => t(id))}
        onMove={onMove}
      >
        {({ id, connection }, onStep) => (
          <ConnectionRow
            key={id}
            connection={connection}
            mode={mode}
            busy={busy.has(id)}
            canUpdate={canUpdate}
            onStep={onStep}
            onSwitch={(enabled) => onSwitch(connection, enabled)}
            onDelete={() => onDelete(connection)}
          />
        )}
      </SortableList>
    </Box>
  );
}
