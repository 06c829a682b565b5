import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import type { ModuleDetail, RecordDetail } from '../../../plugin/contract/customer/modules';
import { hasCode } from '../api/api-error';
import { FailedPage } from '../app/FailedPage';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { BackLink } from '../modules/BackLink';
import { About } from '../modules/editor/About';
import { AutosaveOffer } from '../modules/editor/AutosaveOffer';
import { RecordEditor } from '../modules/editor/RecordEditor';
import { recordAutosave, type RecordPlace, type AutosavedRecord, type TypedRecord } from '../modules/record-autosave';
import { moduleQuery, recordQuery } from '../modules/queries';
import { useSession } from '../session/session';
import { Loading, Skeleton } from '../ui/Skeleton';
import NotFound from './NotFound';

/** A new record, or a change of one. */
export default function RecordForm() {
  const { module: moduleId = '', record: wanted } = useParams();
  // A record that this form made has its own address from then on; its form goes on all the same.
  const [made, setMade] = useState<string>();
  const [decided, setDecided] = useState<{ module: string; mayAdd: boolean }>();
  const { rights } = useSession();
  const id = wanted === made ? undefined : wanted;
  const module = useQuery(moduleQuery(moduleId));
  const record = useQuery({ ...recordQuery(moduleId, id ?? ''), enabled: id !== undefined });
  // A version from the cache may be an old one.
  const fresh = record.isFetchedAfterMount ? record.data : undefined;

  const error = module.error ?? record.error;
  if (hasCode(error, 'not-found')) return <NotFound />;
  if (!module.data || (id !== undefined && !fresh)) {
    return error ? <FailedPage error={error} retry={() => void (module.error ? module : record).refetch()} /> : <LoadingForm />;
  }
  // Decided once it is known for sure: what is typed then stays, whatever becomes of the role.
  const known = decided?.module === moduleId ? decided : undefined;
  const { mayAdd } = known ?? { mayAdd: module.data.may.create };
  if (!known && !module.isFetching) setDecided({ module: moduleId, mayAdd });
  if (id === undefined && made === undefined && !mayAdd) {
    return rights.records === 'write' ? <NotFound /> : <Closed module={module.data} record={undefined} />;
  }
  return <Form key={`${moduleId}.${id ?? 'new'}`} module={module.data} record={id === undefined ? undefined : fresh} onMade={setMade} />;
}

function LoadingForm() {
  return (
    <>
      <Loading shapes={['title']} />
      <div className={formCss.form}>
        <div className={css.panel}>
          <Skeleton shapes={['short', 'control', 'short', 'control', 'short', 'card', 'short', 'control']} />
        </div>
      </div>
    </>
  );
}

/** Somebody came by an old link, it was decided on meanwhile, or the contact's role is another by now. */
function Closed({ module, record }: { module: ModuleDetail; record: RecordDetail | undefined }) {
  const { t } = useText();
  const { customer, rights } = useSession();
  return (
    <Page title={record ? record.title || t('record.untitled') : module.name}>
      <p>{rights.records === 'write' ? t('record.closed') : t('record.role', { customer: customer.name })}</p>
      {record ? (
        <BackLink to={`/modules/${module.id}/records/${record.id}`}>{t('record.to-record')}</BackLink>
      ) : (
        <BackLink to={`/modules/${module.id}`}>{module.name}</BackLink>
      )}
    </Page>
  );
}

interface FormProps {
  module: ModuleDetail;
  record: RecordDetail | undefined;
  onMade: (id: string) => void;
}

function Form({ module, record: given, onMade }: FormProps) {
  const { t } = useText();
  const { contact, customer } = useSession();
  // The version that the form started from: a newer one must not change it under somebody's hands.
  const [record] = useState(given);
  const place: RecordPlace = { contact: contact.id, customer: customer.id, module: module.id, ...(record && { record: record.id }) };
  const [kept, setKept] = useState<{ offer?: AutosavedRecord; taken?: TypedRecord }>(() => ({ offer: recordAutosave(place).read() }));
  if (record && !record.may.edit) return <Closed module={module} record={record} />;
  const name = record && (record.title || t('record.untitled'));
  return (
    <>
      <BackLink to={record ? `/modules/${module.id}/records/${record.id}` : `/modules/${module.id}`}>
        {record ? t('record.to-record') : module.name}
      </BackLink>
      <Page title={name === undefined ? t('record.new-title') : t('record.edit-title', { title: name })}>
        {kept.offer ? (
          <AutosaveOffer
            kept={kept.offer}
            onContinue={() => setKept({ taken: kept.offer?.value })}
            onDiscard={() => {
              recordAutosave(place).drop();
              setKept({});
            }}
          />
        ) : (
          <>
            {record && <About module={module} record={record} />}
            <RecordEditor module={module} record={record} kept={kept.taken} onMade={onMade} />
          </>
        )}
      </Page>
    </>
  );
}
