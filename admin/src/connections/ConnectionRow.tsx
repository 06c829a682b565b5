import { Box, Flex, IconButton, Switch, Typography } from '@strapi/design-system';
import { Eye, Pencil, Trash } from '@strapi/icons';
import { Link } from 'react-router-dom';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { SignInMode } from '../../../plugin/vocabulary';
import { CellHeading, SortableRow } from '../components/SortableRow';
import { useMessages } from '../messages';
import { ProviderIcon } from './ProviderIcon';
import { TestBadge } from './TestBadge';
import { isComplete, isOffered } from './values';

/** Columns of a row on a wide screen: handle, name, last test, people, switch, actions. */
export const rowGrid = '4.8rem minmax(0, 3fr) minmax(0, 2fr) minmax(0, 1.2fr) 6.4rem 8.8rem';

interface Props {
  connection: ConnectionView;
  mode: SignInMode;
  busy: boolean;
  canUpdate: boolean;
  onStep: (by: 1 | -1) => void;
  onSwitch: (enabled: boolean) => void;
  onDelete: () => void;
}

/** One connection: what it is, whether it was proved to work, who uses it, and what can be done with it. */
export function ConnectionRow({ connection, mode, busy, canUpdate, onStep, onSwitch, onDelete }: Props) {
  const t = useMessages();
  const { id, settings, identities } = connection;
  const { name, kind, icon, enabled } = settings;
  const idle = enabled && !isOffered(kind, mode);

  return (
    <SortableRow
      item={{ id, name }}
      canUpdate={canUpdate}
      grid={rowGrid}
      areas="'handle name test people on actions'"
      narrowAreas="'handle name on' '. test test' '. people people' '. actions actions'"
      onStep={onStep}
    >
      <Flex style={{ gridArea: 'name' }} gap={3} paddingRight={4} minWidth={0}>
        <ProviderIcon icon={icon} />
        <Box minWidth={0}>
          <Typography tag="p" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t(`connections.kind.${kind}`)}
            {idle && ` · ${t(`connections.idle.${mode}`)}`}
          </Typography>
        </Box>
      </Flex>
      <Box style={{ gridArea: 'test' }} paddingRight={4} minWidth={0}>
        <Typography tag="p">
          <CellHeading>{t('connections.column.test')}: </CellHeading>
        </Typography>
        {isComplete(settings) ? (
          <TestBadge connection={connection} />
        ) : (
          <Typography variant="pi" textColor="neutral600">
            {t('connections.incomplete')}
          </Typography>
        )}
      </Box>
      <Typography tag="p" style={{ gridArea: 'people' }}>
        <CellHeading>{t('connections.column.people')}: </CellHeading>
        {identities}
      </Typography>
      <Flex style={{ gridArea: 'on' }}>
        <Switch
          aria-label={t('connections.switch', { name })}
          checked={enabled}
          disabled={!canUpdate || busy || (!enabled && !isComplete(settings))}
          onCheckedChange={onSwitch}
        />
      </Flex>
      <Flex style={{ gridArea: 'actions' }} gap={1} justifyContent={{ initial: 'flex-start', large: 'flex-end' }}>
        <IconButton
          tag={Link}
          to={`connections/${id}`}
          label={t(canUpdate ? 'connections.edit' : 'connections.view', { name })}
          variant="ghost"
        >
          {canUpdate ? <Pencil /> : <Eye />}
        </IconButton>
        {canUpdate && (
          <IconButton label={t('connections.delete', { name })} variant="ghost" disabled={busy} onClick={onDelete}>
            <Trash />
          </IconButton>
        )}
      </Flex>
    </SortableRow>
  );
}
