import { useNotification, useRBAC } from '@strapi/admin/strapi-admin';
import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { failureOf } from '../api/failure';
import { useLoad } from '../api/use-load';
import { Confirm } from '../components/Confirm';
import { failureText, useTellFailure } from '../components/use-failure';
import { useInstant } from '../components/use-instant';
import { Small } from '../components/text';
import { useMessages, type MessageId } from '../messages';
import { NEEDS } from '../permissions';
import { ContactList } from './ContactList';
import { useFollow } from './mail-fate';
import { PortalStatusBadge } from './status';
import { useHasDraft } from './use-draft';

const loadDialog = () => import('./AddContact');
const AddContact = lazy(loadDialog);

type Action = 'invite' | 'resend' | 'disable';

const CALLS = {
  invite: 'POST /customers/:id/invite',
  resend: 'POST /customers/:id/resend-link',
  disable: 'POST /customers/:id/disable-access',
} as const;

const DONE: Record<Action, MessageId> = {
  invite: 'panel.invite.done',
  resend: 'panel.resend.done',
  disable: 'panel.disable.done',
};

/**
 * What makes sense for a customer: inviting everybody where access is off, mailing everybody the link and
 * switching off where it is on. Who comes later is invited alone, beside the name.
 */
function offered({ status, contacts, moreContacts }: CustomerPortalAccess): Record<Action, boolean> {
  const hasContacts = contacts.length + moreContacts > 0;
  const open = status === 'invited' || status === 'active';
  return { invite: hasContacts && !open, resend: hasContacts && open, disable: open };
}

interface Props {
  customer: string;
  name: string;
  /** Changes with every save of the customer, after which the status is asked for again. */
  version: string;
}

/** Portal status of a customer and its contacts, and what can be done about it. */
export default function PanelContent({ customer, name, version }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const tellFailure = useTellFailure();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC(NEEDS.people);
  const { data, failure, reload, setData } = useLoad(
    () => call('GET /customers/:id/portal', { params: { id: customer } }),
    `${customer} ${version}`,
  );
  useFollow(data?.contacts.some(({ mail }) => mail?.state === 'waiting' && !mail.trouble) === true, reload);
  const [running, setRunning] = useState<Action>();
  const [asking, setAsking] = useState(false);
  const mayManage = allowedActions.canManage === true;
  // What was typed when the session or the page ended is shown again.
  const [adding, setAdding] = useState(useHasDraft(customer));
  // Ready before it is needed: a dialog that cannot be loaded any more, after an update say, is no help.
  useEffect(() => void loadDialog().catch(() => undefined), []);

  if (!data) {
    if (!failure) return <Loader small>{t('loading')}</Loader>;
    return (
      <Flex direction="column" alignItems="stretch" gap={2} width="100%" role="alert">
        <Typography textColor="danger600">{failureText(t, failure)}</Typography>
        <Button variant="tertiary" onClick={() => void reload()}>
          {t('retry')}
        </Button>
      </Flex>
    );
  }

  async function run(action: Action): Promise<void> {
    setRunning(action);
    try {
      setData(await call(CALLS[action], { params: { id: customer } }));
      toggleNotification({ type: 'success', message: t(DONE[action]) });
    } catch (error) {
      tellFailure(failureOf(error));
    } finally {
      setRunning(undefined);
      setAsking(false);
    }
  }

  const can = offered(data);
  const mayInvite = allowedActions.canInvite === true;
  const mayDisable = allowedActions.canDisable === true;

  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <PortalStatusBadge status={data.status} />
        <Small>{data.linkSentAt === null ? t('panel.link-never') : t('panel.link-sent', { when: instant(data.linkSentAt) })}</Small>
      </Flex>
      <ContactList
        customer={customer}
        open={data.status === 'invited' || data.status === 'active'}
        contacts={data.contacts}
        more={data.moreContacts}
        onChanged={(access) => {
          if (access) setData(access);
          else void reload();
        }}
      />
      {mayManage && (
        <Button fullWidth variant="secondary" startIcon={<Plus />} onClick={() => setAdding(true)}>
          {t('add.button')}
        </Button>
      )}
      {mayManage && adding && (
        <Suspense fallback={null}>
          <AddContact customer={{ id: customer, name, status: data.status }} onClose={() => setAdding(false)} onAdded={setData} />
        </Suspense>
      )}
      <Flex direction="column" alignItems="stretch" gap={2}>
        {(['invite', 'resend'] as const).map(
          (action) =>
            mayInvite &&
            can[action] && (
              <Button
                key={action}
                fullWidth
                variant={action === 'invite' ? 'secondary' : 'tertiary'}
                loading={running === action}
                disabled={running !== undefined}
                onClick={() => void run(action)}
              >
                {t(action === 'resend' ? 'resend.action' : data.status === 'disabled' ? 'panel.invite.again' : 'panel.invite')}
              </Button>
            ),
        )}
        {mayDisable && can.disable && (
          <Button fullWidth variant="danger-light" disabled={running !== undefined} onClick={() => setAsking(true)}>
            {t('panel.disable')}
          </Button>
        )}
      </Flex>
      <Confirm
        question={
          asking
            ? {
                title: t('panel.disable.title'),
                body: [t('panel.disable.what'), t('panel.disable.undo')],
                confirm: t('panel.disable'),
              }
            : undefined
        }
        busy={running === 'disable'}
        onCancel={() => setAsking(false)}
        onConfirm={() => void run('disable')}
      />
    </Flex>
  );
}
