import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SharedFile } from '../../../plugin/contract/customer/shared-files';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { Paging } from '../list/Paging';
import { portal } from '../portal-data';
import { call } from '../session/call';
import { useSession } from '../session/session';
import { ShareBox } from '../sharing/ShareBox';
import { SharedRow } from '../sharing/SharedRow';
import { sharedFilesQuery } from '../sharing/query';
import sharingCss from '../sharing/sharing.module.css';
import { Confirm } from '../ui/LazyConfirm';
import { Notice } from '../ui/Notice';
import { Pending } from '../ui/Pending';
import NotFound from './NotFound';

const PAGE_SIZE = 50;

/** Files that the customer and the organisation share. */
export default function Files() {
  const { abilities } = useSession();
  return abilities.sharedFiles ? <Open /> : <NotFound />;
}

function Open() {
  const { t } = useText();
  const client = useQueryClient();
  const { customer } = useSession();
  const [page, setPage] = useState(1);
  const [asking, setAsking] = useState<SharedFile>();
  const [removed, setRemoved] = useState<SharedFile>();
  const query = useQuery(sharedFilesQuery(page));
  const { data } = query;
  const organisation = portal.organisation.name;
  // Switched off meanwhile: the session is being asked again. A role that reads no documents sees none.
  if (hasCode(query.error, 'preference-off') || hasCode(query.error, 'not-allowed')) return <NotFound />;

  const remove = async (file: SharedFile) => {
    await call('DELETE /shared-files/:file', { params: { file: file.id } });
    setRemoved(file);
    await client.invalidateQueries({ queryKey: ['shared-files'] });
  };
  return (
    <Page title={t('shared.title')}>
      <p className={css.muted}>{t('shared.intro', { organisation, customer: customer.name })}</p>
      {data?.mayShare && <ShareBox fileBytes={data.fileBytes} />}
      {removed && <Notice key={removed.id} text={t('shared.removed', { name: removed.name })} />}
      {data && data.rows.length > 0 && (
        <section className={css.panel} aria-label={t('shared.list')}>
          <ul role="list" className={sharingCss.rows}>
            {data.rows.map((file) => (
              <SharedRow key={file.id} file={file} onRemove={() => setAsking(file)} />
            ))}
          </ul>
        </section>
      )}
      {data && data.rows.length > 0 && (
        <Paging page={page} pageSize={PAGE_SIZE} total={data.total} shown={data.rows.length} onPage={setPage} />
      )}
      {data?.rows.length === 0 && (
        <section className={css.empty}>
          <h2>{t('shared.empty')}</h2>
          <p className={css.muted}>{t(data.mayShare ? 'shared.empty-share' : 'shared.empty-read', { organisation })}</p>
        </section>
      )}
      <Pending query={query} shapes={['line', 'control', 'card', 'line', 'line']} className={css.panel} />
      {asking && (
        <Confirm
          title={t('shared.remove-title', { name: asking.name })}
          text={t('shared.remove-text', { organisation, customer: customer.name })}
          label={t('shared.remove')}
          run={() => remove(asking)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Page>
  );
}
