import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import { asApiError, hasCode, type ApiError } from '../../api/api-error';
import { send } from '../../api/client';
import type { Problem } from '../../forms/problems';
import { call } from '../../session/call';
import type { TypedRecord } from '../record-autosave';
import { takeRecord } from '../queries';
import { checkForm, refusedBy } from './check';
import type { Editing } from './useEditing';
import { createSaver, isPassing, type Saver } from './saving';

/** What is quietly said about saving. */
export type SaveStatus = { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'kept' } | { kind: 'offline' };

/** A pause in typing after which a draft is saved, and how soon that is tried again. */
const PAUSE_MS = 2500;
const AGAIN_MS = 15_000;

interface RecordFormParts {
  module: ModuleDetail;
  editing: Editing;
  /** What was typed in an earlier visit, if anything. */
  kept: TypedRecord | undefined;
  /** Whether files are still on their way. */
  isSending: () => string | undefined;
  onDraft: (record: RecordDetail) => void;
  onSubmitted: (record: RecordDetail) => void;
}

/** Checks, saves and submits a record's form, saves drafts by itself, and knows when somebody was faster. */
export function useRecordForm({ module, editing, kept, isSending, onDraft, onSubmitted }: RecordFormParts) {
  const { locale } = useIntl();
  const client = useQueryClient();
  const { base, form, dirty, key, latest, saved } = editing;
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<ApiError>();
  const [busy, setBusy] = useState<'draft' | 'submit'>();
  const [status, setStatus] = useState<SaveStatus>({ kind: 'none' });
  // What was kept was typed over a version that is not the newest any more.
  const [newest, setNewest] = useState(() => (kept && base && kept.revision !== base.revision ? base : undefined));
  const [tries, setTries] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  const conflict = useRef<HTMLDivElement>(null);
  const working = useRef(false);
  const autosaving = useRef(false);
  const saver = useRef<Saver>();
  saver.current ??= createSaver({
    module: module.id,
    key,
    ...(base && { start: { id: base.id, revision: kept?.revision ?? base.revision } }),
    maybeMade: kept !== undefined && !base,
  });

  const refuse = (found: readonly Problem[], error?: ApiError) => {
    setProblems(found);
    setFailure(error);
    // After React has put the summary on the page.
    setTimeout(() => summary.current?.focus());
  };

  /** Goes to both versions. Never by itself while somebody types: they hear of it, and go when they want. */
  const look = () => void setTimeout(() => conflict.current?.focus());

  /** Somebody was faster: what they made of it is fetched, to be looked at beside what was typed here. */
  const meet = useCallback(
    async (error: unknown): Promise<boolean> => {
      if (!hasCode(error, 'conflict') || !base) return false;
      setNewest(await call('GET /modules/:module/records/:record', { params: { module: module.id, record: base.id } }));
      return true;
    },
    [base, module.id],
  );

  const keep = async (submit: boolean): Promise<void> => {
    if (working.current) return;
    const control = isSending();
    const sent = latest();
    const { values, problems: found } = checkForm(module.fields, sent, { complete: submit, locale });
    const all =
      control === undefined
        ? found
        : [{ field: control, message: 'problem.sending' as const }, ...found.filter(({ field }) => field !== control)];
    if (all.length > 0) return refuse(all);
    working.current = true;
    setBusy(submit ? 'submit' : 'draft');
    setProblems([]);
    setFailure(undefined);
    try {
      const record = await (saver.current as Saver).save({ values, submit, way: call });
      saved(record, sent);
      takeRecord(client, module.id, record);
      setStatus(submit ? { kind: 'none' } : { kind: 'saved', at: new Date() });
      if (submit) onSubmitted(record);
      else onDraft(record);
    } catch (thrown) {
      try {
        if (await meet(thrown)) return look();
      } catch (other) {
        return refuse([], asApiError(other));
      }
      const error = asApiError(thrown);
      const refused = refusedBy(error, module.fields, sent);
      refuse(refused.problems, refused.rest ? error : undefined);
    } finally {
      working.current = false;
      setBusy(undefined);
    }
  };

  // Only drafts: saving anything else would take it back from whoever has it now.
  const autosaves = base?.state === 'draft' && base.may.draft && dirty && !newest && busy === undefined;
  const waits = status.kind === 'offline';

  useEffect(() => {
    if (!autosaves) return;
    const save = async (): Promise<void> => {
      if (working.current || autosaving.current || isSending() !== undefined) return;
      const sent = latest();
      const { values, problems: found } = checkForm(module.fields, sent, { complete: false, locale });
      // What cannot be read yet is still being typed; the browser keeps it meanwhile.
      if (found.length > 0) return setStatus({ kind: 'kept' });
      setStatus({ kind: 'saving' });
      autosaving.current = true;
      try {
        // `send`: a dialog must not open under somebody's typing because the session ended.
        const record = await (saver.current as Saver).save({ values, submit: false, way: send });
        saved(record, sent);
        takeRecord(client, module.id, record);
        setStatus({ kind: 'saved', at: new Date() });
      } catch (error) {
        if (isPassing(error)) return setStatus({ kind: 'offline' });
        setStatus({ kind: 'kept' });
        await meet(error).catch(() => undefined);
      } finally {
        autosaving.current = false;
      }
    };
    const timer = setTimeout(() => void save(), waits ? AGAIN_MS : PAUSE_MS);
    return () => clearTimeout(timer);
    // `form` and `tries`: what was typed, and a line that came back, begin the pause anew.
  }, [autosaves, waits, form, tries, latest, saved, meet, isSending, client, locale, module.fields, module.id]);

  useEffect(() => {
    const back = (): void => {
      setStatus((before) => (before.kind === 'offline' ? { kind: 'none' } : before));
      setTries((before) => before + 1);
    };
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, []);

  return {
    problems,
    failure,
    busy,
    status,
    summary,
    conflict,
    newest,
    look,
    keep,
    forget: (path: string) => setProblems((before) => before.filter(({ field }) => !field.startsWith(`${path}.`))),
    /** What was typed stands: it is saved over the newest version from now on. */
    goOn: (record: RecordDetail) => {
      (saver.current as Saver).rebase(record);
      editing.over(record);
      setNewest(undefined);
    },
    /** The newest version stands: what was typed is given up. */
    takeNewest: (record: RecordDetail) => {
      (saver.current as Saver).rebase(record);
      editing.restart(record);
      setNewest(undefined);
      setProblems([]);
      setFailure(undefined);
      setStatus({ kind: 'none' });
    },
  };
}
