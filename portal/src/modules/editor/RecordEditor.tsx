import { useCallback, useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';
import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import pageCss from '../../app/page.module.css';
import { useUnsaved } from '../../app/unsaved';
import { FormProblems } from '../../forms/FormProblems';
import formCss from '../../forms/forms.module.css';
import { Submit } from '../../forms/Submit';
import { useText } from '../../language/useText';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/LazyConfirm';
import type { RecordArrival } from '../arrival';
import type { TypedRecord } from '../record-autosave';
import { LinkButton } from '../../ui/LinkButton';
import { placesIn } from './check';
import { Conflict } from './Conflict';
import { controlId, FormContextProvider, type FormContext } from './context';
import { Fields } from './Fields';
import { pathKey } from './form-values';
import { Status } from './Status';
import { useEditing } from './useEditing';
import { useRecordForm } from './useRecordForm';

interface RecordEditorProps {
  module: ModuleDetail;
  /** Absent: a new one. */
  record: RecordDetail | undefined;
  kept: TypedRecord | undefined;
  /** A new one was saved for the first time. */
  onMade: (id: string) => void;
}

/** A record's form: every field that may be changed, and the ways to keep what is typed. */
export function RecordEditor({ module, record, kept, onMade }: RecordEditorProps) {
  const { t } = useText();
  const { locale } = useIntl();
  const navigate = useNavigate();
  const editing = useEditing({ module, record, kept });
  const { form, base, files, related, change, addFile, addTitle } = editing;
  const [asking, setAsking] = useState(false);
  const [, setArrived] = useState(0);
  const home = `/modules/${module.id}`;
  useUnsaved(editing.dirty, { kept: editing.isKept });

  const onItsWay = useRef(new Map<string, { count: number; path: string }>());
  const isSending = useCallback(() => [...onItsWay.current.values()].find(({ count }) => count > 0)?.path, []);
  // Always the same one: controls that send files stop doing so when it changes.
  const sending = useCallback<FormContext['sending']>((control, count, path) => {
    onItsWay.current.set(control, { count, path: pathKey(path) });
    if (count === 0) setArrived((before) => before + 1);
  }, []);
  const state = useRecordForm({
    module,
    editing,
    kept,
    isSending,
    onDraft: ({ id }) => {
      if (base) return;
      onMade(id);
      navigate(`${home}/records/${id}/edit`, { replace: true, preventScrollReset: true });
    },
    onSubmitted: ({ id, state: reached }) => {
      const arrival: RecordArrival = { done: reached === 'approved' ? 'record.published' : 'record.submitted' };
      navigate(`${home}/records/${id}`, { state: arrival });
    },
  });
  const { forget } = state;
  // What was said of files that were on their way is over once they are there.
  const isOver = isSending() === undefined;
  const problems = useMemo(
    () => state.problems.filter(({ message }) => message !== 'problem.sending' || !isOver),
    [state.problems, isOver],
  );

  const context = useMemo<FormContext>(
    () => ({
      named: { module: module.id, files, related },
      fileBytes: module.fileBytes,
      locale,
      problemAt: (path) => problems.find(({ field }) => field === pathKey(path)),
      change,
      reordered: (path) => forget(pathKey(path)),
      addFile,
      addTitle,
      sending,
    }),
    // `forget` is made anew with every render and only ever sets state.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [module.id, module.fileBytes, files, related, locale, problems, change, addFile, addTitle, sending],
  );

  const describe = (key: string) => {
    const place = placesIn(module.fields, form).find(({ path }) => pathKey(path) === key);
    const labels = place?.labels.map(({ label, index }) => (index === undefined ? label : t('record.part', { label, number: index + 1 })));
    return { id: place ? controlId(place.path) : '', label: labels?.join(', ') ?? key };
  };
  const discard = async () => {
    if (base) state.takeNewest(base);
    else {
      editing.clear();
      navigate(home);
    }
  };

  const mayDraft = base ? base.may.draft : module.may.draft;
  return (
    <FormContextProvider value={context}>
      <form
        key={editing.round}
        className={formCss.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void state.keep(true);
        }}
      >
        {state.newest && (
          <Conflict ref={state.conflict} module={module} newest={state.newest} onGoOn={state.goOn} onTakeNewest={state.takeNewest} />
        )}
        <FormProblems ref={state.summary} problems={problems} failure={state.failure} describe={describe} />
        <div className={pageCss.panel}>
          <Fields fields={module.fields} form={form} held={base?.values} path={[]} />
        </div>
        <div className={formCss.actions}>
          <Submit
            label={t(module.approval ? 'record.submit-approval' : 'record.submit')}
            busyLabel={t('details.busy')}
            busy={state.busy === 'submit'}
          />
          {mayDraft && (
            <Button aria-disabled={state.busy === 'draft' || undefined} onClick={() => void state.keep(false)}>
              {t(state.busy === 'draft' ? 'details.busy' : 'record.save-draft')}
            </Button>
          )}
          {editing.dirty ? (
            <Button kind="quiet" onClick={() => setAsking(true)}>
              {t('details.discard')}
            </Button>
          ) : (
            <LinkButton quiet to={base ? `${home}/records/${base.id}` : home}>
              {t(base ? 'record.done' : 'cancel')}
            </LinkButton>
          )}
        </div>
        <Status status={state.status} dirty={editing.dirty} isKept={editing.isKept} onLook={state.newest && state.look} />
      </form>
      {asking && (
        <Confirm
          title={t('record.discard.title')}
          text={t(base ? 'record.discard.text' : 'record.discard.new')}
          label={t('details.discard')}
          run={discard}
          onClose={() => setAsking(false)}
        />
      )}
    </FormContextProvider>
  );
}
