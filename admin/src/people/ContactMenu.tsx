import { useNotification, useRBAC } from '@strapi/admin/strapi-admin';
import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { More } from '@strapi/icons';
import { useState } from 'react';
import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { failureOf } from '../api/failure';
import { Confirm, type Question } from '../components/Confirm';
import { useTellFailure } from '../components/use-failure';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';

type Contact = CustomerPortalAccess['contacts'][number];
type Action = 'reset' | 'link';

interface Props {
  contact: Contact;
  /** Something about the contact is another: to be loaded again. */
  onChanged: () => void;
}

/** Help for a contact who cannot sign in: another chance without the password, or without the lost factors. */
export function ContactMenu({ contact, onChanged }: Props) {
  const t = useMessages();
  const tellFailure = useTellFailure();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC(NEEDS.contacts);
  const [asking, setAsking] = useState<Action>();
  const [busy, setBusy] = useState(false);

  const name = contact.name || contact.email;
  const offered: Record<Action, boolean> = {
    link: allowedActions.canSignInLink === true && contact.status !== 'disabled',
    reset: allowedActions.canResetFactors === true && contact.factors > 0,
  };
  if (!offered.link && !offered.reset) return null;

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
  };

  async function run(action: Action): Promise<void> {
    setBusy(true);
    const params = { id: contact.id };
    try {
      if (action === 'link') {
        await call('POST /contacts/:id/sign-in-link', { params });
        toggleNotification({ type: 'success', message: t('contact.link.done', { email: contact.email }) });
      } else {
        const { removed } = await call('POST /contacts/:id/reset-factors', { params });
        toggleNotification({ type: 'success', message: t('contact.reset.done', { name, count: removed }) });
      }
      onChanged();
    } catch (error) {
      tellFailure(failureOf(error));
    } finally {
      setBusy(false);
      setAsking(undefined);
    }
  }

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
        {offered.link && <MenuItem onSelect={() => setAsking('link')}>{t('contact.link')}</MenuItem>}
        {offered.reset && (
          <MenuItem variant="danger" onSelect={() => setAsking('reset')}>
            {t('contact.reset')}
          </MenuItem>
        )}
      </SimpleMenu>
      <Confirm
        question={asking && questions[asking]}
        busy={busy}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => asking && void run(asking)}
      />
    </>
  );
}
