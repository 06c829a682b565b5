import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import { Page } from '../../app/Page';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { useSession } from '../../session/session';
import { Notice } from '../../ui/Notice';
import { BackLink } from '../BackLink';
import type { RecordArrival } from '../arrival';
import { recordAutosave } from '../record-autosave';
import { LinkButton } from '../../ui/LinkButton';
import { Actions } from './Actions';
import { History } from './History';
import css from './record.module.css';
import { Standing } from './Standing';
import { useArrival } from '../useArrival';
import { Values } from './Values';

interface RecordPageProps {
  module: ModuleDetail;
  record: RecordDetail;
}

/** A record: where it stands and what comes next, what it says, and all that happened to it. */
export function RecordPage({ module, record }: RecordPageProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const { contact, customer } = useSession();
  const arrived = useArrival<NonNullable<RecordArrival['done']>>();
  const [done, setDone] = useState<{ text: RecordArrival['done']; count: number }>({ text: arrived, count: 0 });
  const [isKept] = useState(
    () =>
      record.may.edit &&
      recordAutosave({ contact: contact.id, customer: customer.id, module: module.id, record: record.id }).read() !== undefined,
  );
  const files = new Map(record.files.map((file) => [file.id, file]));
  const title = record.title || t('record.untitled');
  const showsHistory = record.history.length > 0 || record.may.comment;

  return (
    <>
      <BackLink to={`/modules/${module.id}`}>{module.name}</BackLink>
      <Page title={title}>
        {done.text && <Notice key={done.count} text={t(done.text)} />}
        {!record.foreign && <Standing module={module} record={record} />}
        {isKept && (
          <Notice kind="info" text={t('kept.here')}>
            <LinkButton to={`/modules/${module.id}/records/${record.id}/edit`}>{t('kept.continue')}</LinkButton>
          </Notice>
        )}
        <Actions
          module={module}
          record={record}
          onDone={(text) => setDone(({ count }) => ({ text, count: count + 1 }))}
          onDeleted={() => navigate(`/modules/${module.id}`, { replace: true, state: { done: 'record.deleted' } })}
        />
        <section className={pageCss.panel} aria-labelledby="record-values">
          <h2 id="record-values">{t('record.values')}</h2>
          <div className={css.wide}>
            <Values fields={module.fields} values={record.values} named={{ module: module.id, files, related: record.related }} />
          </div>
        </section>
        {showsHistory && <History module={module} record={record} />}
      </Page>
    </>
  );
}
