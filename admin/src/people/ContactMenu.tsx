import { useNotification, useRBAC } from '@strapi/admin/strapi-admin';
import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { More } from '@strapi/icons';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import type { Role } from '../../../plugin/rights';
import { call } from '../api/client';
import { Confirm, type Question } from '../components/Confirm';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { RoleDialog } from './RoleDialog';
import { CONTACT_UID } from './uid';

type Contact = CustomerPortalAccess['contacts'][number];
type Action = 'reset' | 'link' | 'remove';

interface Props {
  /** Document id of the customer that it acts for. */
  customer: string;
  contact: Contact;
  /** The customer's contacts are others: those, where the answer told, or to be loaded again. */
  onChanged: (access?: CustomerPortalAccess) => void;
}

/** What can be done with a contact of a customer: its role, its end, and help for one who cannot sign in. */
export function ContactMenu({ customer, contact, onChanged }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC(NEEDS.contacts);
  const [asking, setAsking] = useState<Action>();
  const [choosing, setChoosing] = useState(false);
  const { busy, run } = useTask();

  const navigate = useNavigate();
  const name = contact.name || contact.email;
  const mayManage = allowedActions.canManage === true;
  const offered: Record<Action, boolean> = {
    link: allowedActions.canSignInLink === true && contact.status !== 'disabled',
    reset: allowedActions.canResetFactors === true && contact.factors > 0,
    remove: mayManage,
  };

  const questions: Record<Action, Question> = {
    link: {
      title: t('contact.link.title'),
      body: [t('contact.link.what', { email: contact.email }), t('contact.link.factors')],
      confirm: t('contact.link.confirm'),
      variant: 'default',
    },
    reset: {
      title: t('contact.reset.title'),
      body: [t('contact.reset.what', { name, count: contact.factors }), t('contact.reset.sure')],
      confirm: t('contact.reset.confirm'),
    },
    remove: {
      title: t('contact.remove.title', { name }),
      body: [t('contact.remove.what', { name }), t('contact.remove.kept')],
      confirm: t('contact.remove.confirm'),
    },
  };

  const params = { id: customer, contact: contact.id };
  const tell = (message: string): void => toggleNotification({ type: 'success', message });

  async function changeRole(role: Role): Promise<void> {
    const changed = await run(async () => {
      onChanged(await call('PUT /customers/:id/contacts/:contact', { params, body: { role } }));
      tell(t('contact.role.done', { name, role: t(`role.${role}`) }));
    });
    if (!changed) onChanged();
    setChoosing(false);
  }

  const work: Record<Action, () => Promise<void>> = {
    remove: async () => {
      const access = await call('DELETE /customers/:id/contacts/:contact', { params });
      tell(t('contact.remove.done', { name }));
      onChanged(access);
    },
    link: async () => {
      await call('POST /contacts/:id/sign-in-link', { params: { id: contact.id } });
      tell(t('contact.link.done', { email: contact.email }));
      onChanged();
    },
    reset: async () => {
      const { removed } = await call('POST /contacts/:id/reset-factors', { params: { id: contact.id } });
      tell(t('contact.reset.done', { name, count: removed }));
      onChanged();
    },
  };

  return (
    <>
      <SimpleMenu
        tag={IconButton}
        icon={<More />}
        label={t('contact.menu', { name })}
        variant="ghost"
        size="S"
        endIcon={null}
        popoverPlacement="bottom-end"
      >
        <MenuItem onSelect={() => navigate(`/content-manager/collection-types/${CONTACT_UID}/${contact.id}`)}>{t('contact.edit')}</MenuItem>
        {mayManage && <MenuItem onSelect={() => setChoosing(true)}>{t('contact.role')}</MenuItem>}
        {offered.link && <MenuItem onSelect={() => setAsking('link')}>{t('contact.link')}</MenuItem>}
        {offered.reset && (
          <MenuItem variant="danger" onSelect={() => setAsking('reset')}>
            {t('contact.reset')}
          </MenuItem>
        )}
        {offered.remove && (
          <MenuItem variant="danger" onSelect={() => setAsking('remove')}>
            {t('contact.remove')}
          </MenuItem>
        )}
      </SimpleMenu>
      {choosing && (
        <RoleDialog
          name={name}
          role={contact.role}
          busy={busy}
          onSave={(role) => void changeRole(role)}
          onClose={() => setChoosing(false)}
        />
      )}
      <Confirm
        question={asking && questions[asking]}
        busy={busy}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => asking && void run(work[asking]).finally(() => setAsking(undefined))}
      />
    </>
  );
}
