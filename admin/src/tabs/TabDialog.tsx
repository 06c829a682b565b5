import { Blocker, Form, useForm, useNotification, type FormHelpers } from '@strapi/admin/strapi-admin';
import { Button, Flex, Modal } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { defaultsOf, FORMS } from '../../../plugin/preferences/forms';
import { call } from '../api/client';
import { failureOf } from '../api/failure';
import { errorsByField, fieldErrorText } from '../api/field-errors';
import { Confirm } from '../components/Confirm';
import { ConflictDialog } from '../components/ConflictDialog';
import { mergeChanges, type Merge } from '../components/merge';
import { Notice } from '../components/Notice';
import { MergeNotice } from '../components/MergeNotice';
import { failureText } from '../components/use-failure';
import { useMessages } from '../messages';
import { settingWords } from '../settings/forms';
import { TabFields } from './TabFields';
import { validate, valuesOf, type TabValues } from './values';

interface Props {
  /** The tab to change; absent for a new one. */
  tab: CustomTab | undefined;
  onClose: () => void;
  /** Something was saved or turned out to be newer: the list is to be loaded again. */
  onChanged: () => void;
}

interface Pending {
  values: TabValues;
  helpers: FormHelpers<TabValues>;
}

/** Creates or changes a tab. */
export function TabDialog({ tab: opened, onClose, onChanged }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const [tab, setTab] = useState(opened);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [conflict, setConflict] = useState<Pending>();
  const [merge, setMerge] = useState<Merge<TabValues>>();
  const [initial, setInitial] = useState<TabValues>(() => (opened ? valuesOf(opened) : defaultsOf(FORMS.tab)));
  const [leaving, setLeaving] = useState(false);
  const [modified, setModified] = useState(false);

  const leave = (): void => (modified ? setLeaving(true) : onClose());

  async function submit(values: TabValues, helpers: FormHelpers<TabValues>): Promise<void> {
    const errors = validate(t, values);
    setProblem(undefined);
    if (errors.size > 0) {
      helpers.setErrors(Object.fromEntries(errors));
      return;
    }
    setSaving(true);
    try {
      if (tab) {
        await call('PUT /custom-tabs/:id', { params: { id: tab.id }, body: { ...values, revision: tab.revision } });
      } else {
        await call('POST /custom-tabs', { body: values });
      }
      toggleNotification({
        type: 'success',
        message: t(tab ? 'tabs.saved' : 'tabs.created', { name: values.name.trim() }),
      });
      onChanged();
      onClose();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'conflict') setConflict({ values, helpers });
      else {
        const fields = [...errorsByField(failure)].map(([name, one]) => [name, fieldErrorText(t, one)] as const);
        if (fields.length > 0) helpers.setErrors(Object.fromEntries(fields));
        else setProblem(failureText(t, failure));
      }
    } finally {
      setSaving(false);
    }
  }

  async function resolve({ values, helpers }: Pending, keep: boolean): Promise<void> {
    setSaving(true);
    try {
      const newest = (await call('GET /custom-tabs')).find(({ id }) => id === tab?.id);
      onChanged();
      setConflict(undefined);
      if (!newest) {
        setProblem(t('tabs.gone'));
        setTab(undefined);
        return;
      }
      const theirs = valuesOf(newest);
      const merged = mergeChanges(initial, values, theirs);
      helpers.resetForm(theirs);
      if (keep) helpers.setValues(merged.values);
      setMerge(keep ? merged : undefined);
      setInitial(theirs);
      setTab(newest);
    } catch (error) {
      setProblem(failureText(t, failureOf(error)));
      setConflict(undefined);
    } finally {
      setSaving(false);
    }
  }

  return (
    <>
      <Modal.Root open onOpenChange={(open) => !open && leave()}>
        <Modal.Content aria-describedby={undefined}>
          <Form<TabValues> method="PUT" initialValues={initial} onSubmit={submit} disabled={saving}>
            <Modal.Header closeLabel={t('close')}>
              <Modal.Title>{t(opened ? 'tabs.dialog.edit' : 'tabs.dialog.new')}</Modal.Title>
            </Modal.Header>
            <Modal.Body>
              <Flex direction="column" alignItems="stretch" gap={5}>
                {problem !== undefined && (
                  <Notice kind="danger" onClose={() => setProblem(undefined)}>
                    {problem}
                  </Notice>
                )}
                {merge && (
                  <MergeNotice
                    merge={merge}
                    theirs={initial}
                    describe={(name, value) => settingWords(t, 'tab', name, value)}
                    onClose={() => setMerge(undefined)}
                  />
                )}
                <TabFields tab={tab} />
              </Flex>
            </Modal.Body>
            <TabFooter isNew={!tab} saving={saving} onCancel={leave} onModified={setModified} />
            <Blocker />
          </Form>
        </Modal.Content>
      </Modal.Root>
      <Confirm
        question={leaving ? { title: t('tabs.leave.title'), body: [t('tabs.leave.what')], confirm: t('tabs.leave.confirm') } : undefined}
        onCancel={() => setLeaving(false)}
        onConfirm={onClose}
      />
      <ConflictDialog
        open={conflict !== undefined}
        busy={saving}
        onCancel={() => setConflict(undefined)}
        onKeepMine={() => conflict && void resolve(conflict, true)}
        onTakeTheirs={() => conflict && void resolve(conflict, false)}
      />
    </>
  );
}

interface FooterProps {
  isNew: boolean;
  saving: boolean;
  onCancel: () => void;
  onModified: (modified: boolean) => void;
}

/** Stands inside the form, so that it knows whether anything was changed. */
function TabFooter({ isNew, saving, onCancel, onModified }: FooterProps) {
  const t = useMessages();
  const intl = useIntl();
  const changed = useForm('TabFooter', (form) => form.modified);
  useEffect(() => {
    onModified(changed);
  }, [changed, onModified]);
  return (
    <Modal.Footer>
      <Button type="button" variant="tertiary" onClick={onCancel}>
        {intl.formatMessage({ id: 'app.components.Button.cancel', defaultMessage: 'Cancel' })}
      </Button>
      <Button type="submit" loading={saving} disabled={!changed || saving}>
        {isNew ? t('tabs.add') : intl.formatMessage({ id: 'global.save', defaultMessage: 'Save' })}
      </Button>
    </Modal.Footer>
  );
}
