import { useCallback, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { asApiError, type ApiError } from '../api/api-error';
import { FormProblems } from './FormProblems';
import css from './forms.module.css';
import { splitErrors, type Bounds, type Problem } from './problems';
import { Submit } from './Submit';

/** One form's problems and its way through checking, sending and being refused. */
interface FormState<F extends string> {
  problems: readonly Problem[];
  /** What the server refused beyond single fields. */
  failure: ApiError | undefined;
  busy: boolean;
  /** Where the focus goes when something is wrong. */
  summary: React.RefObject<HTMLDivElement>;
  /** What a field's control is called, and what is wrong with it. */
  field: (name: F) => { id: string; label: string; problem: Problem | undefined };
  /** Forgets what was said, for instance when the form is discarded. */
  reset: () => void;
  submit: (event: FormEvent) => Promise<void>;
}

interface FormParts<F extends string> {
  /** The form's fields by the names that the server uses in `path`, with their bounds. */
  fields: Readonly<Record<F, Bounds & { label: string }>>;
  /** Problems that can be seen without asking the server. */
  check: () => Problem[];
  send: () => Promise<void>;
}

/** Runs a form: check, send, show what was refused at its field, move the focus to the summary. */
export function useForm<F extends string>({ fields, check, send }: FormParts<F>): FormState<F> {
  const id = useId();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const sending = useRef(false);

  const reset = useCallback(() => {
    setProblems([]);
    setFailure(undefined);
  }, []);

  const refuse = (found: readonly Problem[], error?: ApiError) => {
    setProblems(found);
    setFailure(error);
    // After React has put the summary on the page.
    setTimeout(() => summary.current?.focus());
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending.current) return;
    const found = check();
    if (found.length > 0) return refuse(found);
    sending.current = true;
    setBusy(true);
    reset();
    try {
      await send();
    } catch (thrown) {
      const error = asApiError(thrown);
      const split = splitErrors(error, new Map<string, Bounds>(Object.entries(fields)));
      refuse(split.problems, split.rest ? error : undefined);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  const field = (name: F) => ({
    id: `${id}${name}`,
    // A field that was hidden since has no label any more.
    label: (fields as Partial<typeof fields>)[name]?.label ?? name,
    problem: problems.find((problem) => problem.field === name),
  });
  return { problems, failure, busy, summary, field, reset, submit };
}

interface FormProps<F extends string> {
  form: FormState<F>;
  submitLabel: string;
  busyLabel: string;
  children: ReactNode;
  /** Beside the button. */
  more?: ReactNode;
}

/** A form: what is wrong with it, its fields, its one action. */
export const Form = <F extends string>({ form, submitLabel, busyLabel, children, more }: FormProps<F>) => (
  <form className={css.form} noValidate onSubmit={(event) => void form.submit(event)}>
    <FormProblems ref={form.summary} problems={form.problems} failure={form.failure} describe={(field) => form.field(field as F)} />
    {children}
    <div className={css.actions}>
      <Submit label={submitLabel} busyLabel={busyLabel} busy={form.busy} />
      {more}
    </div>
  </form>
);
