import { MenuItem, SimpleMenu } from '@strapi/design-system';
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
    <SimpleMenu ref={ref} label={t('connections.add')} variant="secondary" startIcon={<Plus />} endIcon={null}>
      {STARTS.map((start) => (
        <MenuItem key={start.key} onSelect={() => navigate(`connections/new/${start.key}`)}>
          {startName(t, start)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
});
