import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Colleague } from '../../../plugin/contract/customer/colleagues';
import type { Role } from '../../../plugin/rights';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { Paging } from '../list/Paging';
import { dialogFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import { ColleagueRow, type Wanted } from '../people/ColleagueRow';
import { Invite } from '../people/Invite';
import peopleCss from '../people/people.module.css';
import { peopleQuery } from '../people/query';
import type { RoleDialogProps } from '../people/RoleDialog';
import { call } from '../session/call';
import { useSession } from '../session/session';
import { useOnce } from '../session/useOnce';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/LazyConfirm';
import { Notice } from '../ui/Notice';
import { Pending } from '../ui/Pending';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import NotFound from './NotFound';

const RoleDialog = part<RoleDialogProps>(async () => (await import('../people/RoleDialog')).RoleDialog, {
  ahead: 'guards',
  failed: dialogFailed('cancel', ({ onClose }) => onClose()),
});

const PAGE_SIZE = 50;

/** Who acts for the customer; its owners invite, change and remove. */
export default function People() {
  const { abilities } = useSession();
  return abilities.managePeople ? <Open /> : <NotFound />;
}

/** What was done last, and what takes it back. */
interface Done {
  text: string;
  undo?: () => Promise<void>;
}

function Open() {
  const { t } = useText();
  const client = useQueryClient();
  const { customer } = useSession();
  const { call: callOnce } = useOnce();
  const [page, setPage] = useState(1);
  const [inviting, setInviting] = useState(false);
  const [asking, setAsking] = useState<{ what: Wanted; of: Colleague }>();
  const [done, setDone] = useState<Done>();
  const { doing, error, start } = useAction<string>();
  const query = useQuery(peopleQuery(page));
  const { data } = query;
  if (hasCode(query.error, 'preference-off') || hasCode(query.error, 'not-allowed')) return <NotFound />;

  const finish = async (what: Done) => {
    setDone(what);
    await client.invalidateQueries({ queryKey: ['people'] });
  };
  const giveRole = async ({ id, name, role: before }: Colleague, role: Role, mayUndo = true) => {
    const changed = await call('PUT /people/:colleague', { params: { colleague: id }, body: { role } });
    const former = data?.roles.find((one) => one === before);
    const undo = mayUndo && former && former !== role ? () => giveRole(changed, former, false) : undefined;
    await finish({ text: t('people.role-changed', { name, role: t(`role.${role}`) }), ...(undo && { undo }) });
  };
  const inviteAgain = async ({ id, email }: Colleague) => {
    await callOnce('POST /people/:colleague/invitation', { params: { colleague: id } });
    await finish({ text: t('people.invited', { email }) });
  };
  const remove = async ({ id, name }: Colleague) => {
    await call('DELETE /people/:colleague', { params: { colleague: id } });
    await finish({ text: t('people.removed', { name, customer: customer.name }) });
  };
  const want = (of: Colleague) => (what: Wanted) =>
    what === 'invite' ? void start(of.id, () => inviteAgain(of)) : setAsking({ what, of });
  const isFull = data !== undefined && data.total >= data.most;

  return (
    <Page
      title={t('people.title')}
      action={
        data && data.roles.length > 0 && !inviting && !isFull ? (
          <Button kind="primary" onClick={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        ) : undefined
      }
    >
      <p className={css.muted}>{t('people.intro', { customer: customer.name })}</p>
      {done && (
        <Notice key={done.text} text={done.text}>
          {done.undo && (
            <div className={formCss.actions}>
              <Button onClick={() => void start('undo', () => done.undo?.() ?? Promise.resolve())}>{t('people.undo')}</Button>
            </div>
          )}
        </Notice>
      )}
      {error && <Refused error={error} />}
      {data && isFull && data.roles.length > 0 && <Notice kind="info" text={t('people.full', { most: data.most })} />}
      {data && inviting && (
        <section className={css.panel} aria-labelledby="invite">
          <h2 id="invite">{t('people.invite')}</h2>
          <Invite
            roles={data.roles}
            onInvited={({ email }) => {
              setInviting(false);
              void finish({ text: t('people.invited', { email }) });
            }}
            onClose={() => setInviting(false)}
          />
        </section>
      )}
      {data && data.rows.length > 0 && (
        <section className={css.panel} aria-label={t('people.title')}>
          <ul role="list" className={peopleCss.rows}>
            {data.rows.map((colleague) => (
              <ColleagueRow key={colleague.id} colleague={colleague} busy={doing === colleague.id} onWant={want(colleague)} />
            ))}
          </ul>
        </section>
      )}
      {data && data.total > PAGE_SIZE && (
        <Paging page={page} pageSize={PAGE_SIZE} total={data.total} shown={data.rows.length} onPage={setPage} />
      )}
      {data?.total === 1 && !inviting && (
        <section className={css.empty}>
          <h2>{t('people.only-you')}</h2>
          <p className={css.muted}>{t(data.roles.length > 0 ? 'people.only-you-invite' : 'people.only-you-read')}</p>
        </section>
      )}
      <Pending query={query} shapes={['line', 'short', 'line', 'short']} className={css.panel} />
      {data && asking?.what === 'role' && (
        <RoleDialog
          colleague={asking.of}
          roles={data.roles}
          save={(role) => giveRole(asking.of, role)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking?.what === 'remove' && (
        <Confirm
          title={t('people.remove-title', { name: asking.of.name })}
          text={t('people.remove-text', { name: asking.of.name, customer: customer.name })}
          label={t('people.remove')}
          run={() => remove(asking.of)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Page>
  );
}
