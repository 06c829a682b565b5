import { useCallback, useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import type { ModuleDetail, RecordDetail, RecordFile } from '../../../../plugin/contract/customer/modules';
import { useSession } from '../../session/session';
import { recordAutosave, type RecordPlace, type TypedRecord } from '../record-autosave';
import { blankForm, changeAt, fit, toForm, type FormValue, type FormValues, type Path } from './form-values';

export interface Editing {
  form: FormValues;
  /** The version that the form started from, or was last saved as. */
  base: RecordDetail | undefined;
  key: string;
  dirty: boolean;
  /** The browser holds what was typed: nothing is lost by leaving. */
  isKept: boolean;
  files: ReadonlyMap<string, RecordFile>;
  related: Readonly<Record<string, string>>;
  latest: () => FormValues;
  change: (path: Path, change: (before: FormValue) => FormValue) => void;
  addFile: (file: RecordFile) => void;
  addTitle: (id: string, title: string) => void;
  /** The server holds `form` now, as `record` says. */
  saved: (record: RecordDetail, form: FormValues) => void;
  /** Starts over from a version of the server's. */
  restart: (record: RecordDetail) => void;
  /** Goes on with what was typed, over another version. */
  over: (record: RecordDetail) => void;
  /** Forgets what was typed. */
  clear: () => void;
  /** Rises when the form starts over: controls that keep their own state start anew. */
  round: number;
}

interface State {
  form: FormValues;
  base: RecordDetail | undefined;
  dirty: boolean;
  files: ReadonlyMap<string, RecordFile>;
  related: Readonly<Record<string, string>>;
  round: number;
}

const filesOf = (...lists: (readonly RecordFile[])[]): Map<string, RecordFile> => new Map(lists.flat().map((file) => [file.id, file]));

interface Start {
  module: ModuleDetail;
  record: RecordDetail | undefined;
  kept: TypedRecord | undefined;
}

/** The form of a record while it is worked on; every change is kept in the browser at once. */
export function useEditing({ module, record, kept }: Start): Editing {
  const { locale } = useIntl();
  const { contact, customer } = useSession();
  const [key] = useState(() => kept?.key ?? crypto.randomUUID());
  const [isKept, setKept] = useState(true);
  const [state, setState] = useState<State>(() => {
    const base = record ? toForm(module.fields, record.values, locale) : blankForm(module.fields, locale);
    return {
      form: kept ? fit(module.fields, kept.form, base, locale) : base,
      base: record,
      dirty: kept !== undefined,
      files: filesOf(record?.files ?? [], kept?.files ?? []),
      related: { ...record?.related, ...kept?.related },
      round: 0,
    };
  });
  // What is under way outlives a render: an upload ends, a save is answered.
  const now = useRef(state);
  // What was kept stays over the version that it was typed over, until somebody has seen the newer one.
  const revision = useRef(kept ? kept.revision : (record?.revision ?? null));

  const place = useCallback(
    (id: string | undefined): RecordPlace => ({
      contact: contact.id,
      customer: customer.id,
      module: module.id,
      ...(id !== undefined && { record: id }),
    }),
    [contact.id, customer.id, module.id],
  );

  const put = useCallback((next: State) => {
    now.current = next;
    setState(next);
  }, []);

  const typed = useCallback(
    (next: State) => {
      put(next);
      if (!next.dirty) return;
      const { form, base, files, related } = next;
      setKept(recordAutosave(place(base?.id)).write({ revision: revision.current, key, form, files: [...files.values()], related }));
    },
    [put, place, key],
  );

  const actions = useMemo(
    () => ({
      latest: () => now.current.form,
      change: (path: Path, change: (before: FormValue) => FormValue) =>
        typed({ ...now.current, form: changeAt(now.current.form, path, change), dirty: true }),
      addFile: (file: RecordFile) => typed({ ...now.current, files: new Map(now.current.files).set(file.id, file) }),
      addTitle: (id: string, title: string) => typed({ ...now.current, related: { ...now.current.related, [id]: title } }),
      saved: (saved: RecordDetail, form: FormValues) => {
        const { current } = now;
        // Under the record's own name from now on.
        if (!current.base) recordAutosave(place(undefined)).drop();
        revision.current = saved.revision;
        const dirty = current.form !== form;
        if (!dirty) recordAutosave(place(saved.id)).drop();
        typed({
          ...current,
          base: saved,
          dirty,
          files: filesOf([...current.files.values()], saved.files),
          related: { ...current.related, ...saved.related },
        });
      },
      restart: (saved: RecordDetail) => {
        recordAutosave(place(saved.id)).drop();
        revision.current = saved.revision;
        const form = toForm(module.fields, saved.values, locale);
        put({ form, base: saved, dirty: false, files: filesOf(saved.files), related: saved.related, round: now.current.round + 1 });
      },
      clear: () => {
        recordAutosave(place(now.current.base?.id)).drop();
        put({ ...now.current, dirty: false });
      },
      over: (saved: RecordDetail) => {
        revision.current = saved.revision;
        typed({
          ...now.current,
          base: saved,
          files: filesOf(saved.files, [...now.current.files.values()]),
          related: { ...saved.related, ...now.current.related },
        });
      },
    }),
    [typed, put, place, module.fields, locale],
  );

  return { ...state, key, isKept, ...actions };
}
