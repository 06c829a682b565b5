import { Page, useForm } from '@strapi/admin/strapi-admin';
import { EmptyStateLayout, Flex } from '@strapi/design-system';
import { useCallback, useState } from 'react';
import type { CustomerFieldSettingsView } from '../../../plugin/contract/editor/settings';
import { FIELD_OWNERS } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { SwitchField } from '../components/fields';
import { FilterBox } from '../components/filters';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { SettingsScreen } from '../components/SettingsScreen';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { FieldGroup } from './FieldGroup';
import { describe, matches, settingsOf, SWITCH, valuesOf, type FieldValues } from './values';

const nothingWrong = (): Map<string, string> => new Map();

function FieldsScreen() {
  const t = useMessages();
  const loaded = useLoad(() => call('GET /settings/customer-fields'));
  const save = useCallback(
    (values: FieldValues, view: CustomerFieldSettingsView) =>
      call('PUT /settings/customer-fields', {
        body: { values: settingsOf(values, view), revision: view.revision },
      }),
    [],
  );

  return (
    <SettingsScreen<CustomerFieldSettingsView, FieldValues>
      title={t('fields.title')}
      subtitle={t('fields.subtitle')}
      loaded={loaded}
      permissions={NEEDS.fields}
      valuesOf={valuesOf}
      save={save}
      validate={nothingWrong}
      describe={(name, value, view) => describe(t, name, value, view)}
    >
      {(view) => <Matrix view={view} />}
    </SettingsScreen>
  );
}

function Matrix({ view }: { view: CustomerFieldSettingsView }) {
  const t = useMessages();
  const [filter, setFilter] = useState('');
  const enabled = useForm('Matrix', (form) => (form.values as FieldValues)[SWITCH] === true);
  const shown = view.fields.filter((field) => matches(t, field, filter));

  return (
    <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
      <Section title={t('fields.section.title')} intro={t('fields.levels.explain')}>
        <SwitchField name={SWITCH} label={t('preference.customerFieldsEnabled.label')} hint={t('preference.customerFieldsEnabled.help')} />
        {!enabled && (
          <Notice kind="warning" title={t('fields.off.title')}>
            {t('fields.off.body')}
          </Notice>
        )}
      </Section>
      {view.fields.length > 8 && (
        <FilterBox
          value={filter}
          label={t('fields.filter.label')}
          placeholder={t('fields.filter.placeholder')}
          clearLabel={t('fields.filter.clear')}
          onChange={setFilter}
        />
      )}
      {FIELD_OWNERS.map((owner) => {
        const fields = shown.filter((field) => field.owner === owner);
        return fields.length > 0 && <FieldGroup key={owner} owner={owner} fields={fields} filtered={filter !== ''} />;
      })}
      {shown.length === 0 && <EmptyStateLayout content={t('fields.filter.none')} hasRadius shadow="filterShadow" />}
    </Flex>
  );
}

/** *Settings → Customer Portal → Customer Fields*. */
export default function FieldsPage() {
  return (
    <Page.Protect permissions={NEEDS.fieldsRead}>
      <FieldsScreen />
    </Page.Protect>
  );
}
