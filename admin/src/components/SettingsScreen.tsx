import { Blocker, Form, Layouts, Page, useNotification, useRBAC, type FormErrors, type FormHelpers } from '@strapi/admin/strapi-admin';
import { Box, Button } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { FieldError } from '../../../plugin/contract/errors';
import { failureOf } from '../api/failure';
import { errorsByField, fieldErrorText } from '../api/field-errors';
import type { Loaded } from '../api/use-load';
import { useMessages } from '../messages';
import type { needs } from '../permissions';
import { Confirm, type Question } from './Confirm';
import { ConflictDialog } from './ConflictDialog';
import { LoadFailure } from './LoadFailure';
import { mergeChanges, type Merge, type Values } from './merge';
import { MergeNotice } from './MergeNotice';
import { useTellFailure } from './use-failure';

interface Props<View, V extends Values> {
  title: string;
  subtitle: string;
  loaded: Loaded<View>;
  /** Permissions to read and to change, in which the latter ends with `update`. */
  permissions: ReturnType<typeof needs>;
  valuesOf: (view: View) => V;
  /** Saves and returns what holds from then on. */
  save: (values: V, view: View) => Promise<View>;
  validate: (values: V, view: View) => Map<string, string>;
  /** What to ask before these values are saved, if anything. */
  question?: (values: V, view: View) => Question | undefined;
  /** A value's name and content in words, for the notice after a conflict. */
  describe: (name: keyof V & string, value: V[keyof V & string], view: View) => { label: string; value: string };
  /** Words for an error at a field that say more than the general ones. */
  errorText?: (name: string, error: FieldError) => string | undefined;
  /** What is shown was never saved, so that it can be saved as it is. */
  isNew?: (view: View) => boolean;
  /** The way back, on a screen below another. */
  navigation?: ReactElement;
  onSaved?: (before: View, after: View) => void;
  children: (view: View, canUpdate: boolean) => ReactNode;
}

interface Pending<V extends Values> {
  values: V;
  helpers: FormHelpers<V>;
}

/** A settings page: loading, form, guard of unsaved changes, saving, and what happens when two save at once. */
export function SettingsScreen<View, V extends Values>(props: Props<View, V>) {
  const { title, subtitle, loaded, permissions, valuesOf, save, validate, question, describe, errorText, onSaved } = props;
  const t = useMessages();
  const intl = useIntl();
  const { toggleNotification } = useNotification();
  const tellFailure = useTellFailure();
  const { allowedActions, isLoading: checking } = useRBAC(permissions);
  const canUpdate = allowedActions.canUpdate === true;
  const { data: view, failure } = loaded;
  const initialValues = useMemo(() => (view === undefined ? undefined : valuesOf(view)), [view, valuesOf]);

  const [saving, setSaving] = useState(false);
  const [asking, setAsking] = useState<Pending<V> & { question: Question }>();
  const [conflict, setConflict] = useState<Pending<V>>();
  const [merge, setMerge] = useState<Merge<V>>();

  if (failure && view === undefined)
    return <LoadFailure failure={failure} onRetry={() => void loaded.reload()} {...(props.navigation && { back: props.navigation })} />;
  if (view === undefined || initialValues === undefined || checking) {
    return <Page.Loading>{t('loading')}</Page.Loading>;
  }

  async function send({ values, helpers }: Pending<V>, before: View): Promise<void> {
    setSaving(true);
    try {
      const after = await save(values, before);
      helpers.resetForm(valuesOf(after));
      loaded.setData(after);
      setMerge(undefined);
      toggleNotification({ type: 'success', message: t('saved') });
      onSaved?.(before, after);
    } catch (error) {
      const reason = failureOf(error);
      if (reason.code === 'conflict') setConflict({ values, helpers });
      else {
        const errors = [...errorsByField(reason)].map(([name, one]) => [name, errorText?.(name, one) ?? fieldErrorText(t, one)] as const);
        if (errors.length > 0) helpers.setErrors(Object.fromEntries(errors) as FormErrors<V>);
        tellFailure(reason);
      }
    } finally {
      setSaving(false);
      setAsking(undefined);
    }
  }

  function submit(values: V, helpers: FormHelpers<V>): void {
    if (!canUpdate || saving || view === undefined) return;
    const errors = validate(values, view);
    if (errors.size > 0) {
      helpers.setErrors(Object.fromEntries(errors) as FormErrors<V>);
      toggleNotification({ type: 'danger', message: t('error.invalid-request') });
      return;
    }
    const ask = question?.(values, view);
    if (ask) setAsking({ values, helpers, question: ask });
    else void send({ values, helpers }, view);
  }

  /** Puts the newest version in place, with the editor's own changes on top where `keep` is set. */
  async function resolve({ values, helpers }: Pending<V>, base: V, keep: boolean): Promise<void> {
    setSaving(true);
    const newest = await loaded.reload();
    setSaving(false);
    if (newest === undefined) {
      toggleNotification({ type: 'danger', message: t('error.unreachable') });
      return;
    }
    const theirs = valuesOf(newest);
    helpers.resetForm(theirs);
    const merged = mergeChanges(base, values, theirs);
    if (keep) helpers.setValues(merged.values);
    setMerge(keep ? merged : undefined);
    setConflict(undefined);
  }

  return (
    <Layouts.Root>
      <Page.Title>{intl.formatMessage({ id: 'Settings.PageTitle', defaultMessage: 'Settings - {name}' }, { name: title })}</Page.Title>
      <Page.Main aria-busy={saving} tabIndex={-1}>
        <Form<V> method="PUT" initialValues={initialValues} onSubmit={submit} disabled={!canUpdate || saving}>
          {({ modified }) => (
            <>
              <Layouts.Header
                title={title}
                subtitle={subtitle}
                navigationAction={props.navigation}
                primaryAction={
                  canUpdate && (
                    <Button
                      type="submit"
                      startIcon={<Check />}
                      disabled={(!modified && props.isNew?.(view) !== true) || saving}
                      loading={saving}
                    >
                      {intl.formatMessage({ id: 'global.save', defaultMessage: 'Save' })}
                    </Button>
                  )
                }
              />
              <Layouts.Content>
                {merge && (
                  <Box paddingBottom={6}>
                    <MergeNotice
                      merge={merge}
                      describe={(name, value) => describe(name, value, view)}
                      theirs={initialValues}
                      onClose={() => setMerge(undefined)}
                    />
                  </Box>
                )}
                {props.children(view, canUpdate)}
              </Layouts.Content>
              <Blocker />
            </>
          )}
        </Form>
        <Confirm
          question={asking?.question}
          busy={saving}
          onCancel={() => setAsking(undefined)}
          onConfirm={() => asking && void send(asking, view)}
        />
        <ConflictDialog
          open={conflict !== undefined}
          busy={saving}
          onCancel={() => setConflict(undefined)}
          onKeepMine={() => conflict && void resolve(conflict, initialValues, true)}
          onTakeTheirs={() => conflict && void resolve(conflict, initialValues, false)}
        />
      </Page.Main>
    </Layouts.Root>
  );
}
