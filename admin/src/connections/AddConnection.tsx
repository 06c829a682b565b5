import { Menu, MenuItem } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { forwardRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useMessages } from '../messages';
import { startName, STARTS } from './presets';

/** Chooses what to connect to; the form opens filled in as far as that is known. */
export const AddConnection = forwardRef<HTMLButtonElement>(function AddConnection(_props, ref) {
  const t = useMessages();
  const navigate = useNavigate();
  return (
    <Menu.Root>
      <Menu.Trigger ref={ref} variant="secondary" startIcon={<Plus />} endIcon={null}>
        {t('connections.add')}
      </Menu.Trigger>
      {/* Strapi's menus scroll after five entries and show no bar: nobody would find the last ones. */}
      <Menu.Content maxHeight="40rem">
        {STARTS.map((start) => (
          <MenuItem key={start.key} onSelect={() => navigate(`connections/new/${start.key}`)}>
            {startName(t, start)}
          </MenuItem>
        ))}
      </Menu.Content>
    </Menu.Root>
  );
});
