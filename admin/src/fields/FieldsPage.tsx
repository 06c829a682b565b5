import { useForm } from '@strapi/admin/strapi-admin';
import { EmptyStateLayout } from '@strapi/design-system';
import { useState } from 'react';
import type { CustomerFieldSettingsView } from '../../../plugin/contract/editor/settings';
import { FIELD_OWNERS, type FieldLevel } from '../../../plugin/vocabulary';
import { FilterBox } from '../components/filters';
import { Notice } from '../components/Notice';
import { useMessages } from '../messages';
import { Group } from '../settings/Group';
import { SectionScreen } from '../settings/SectionScreen';
import { FieldGroup } from './FieldGroup';
import { describe, FORM, matches, SWITCH, type FieldValues } from './values';

/** *Settings → Customer Portal → Customer Fields*. */
export default function FieldsPage() {
  const t = useMessages();
  return (
    <SectionScreen<'customer-fields', FieldValues>
      section="customer-fields"
      form={FORM}
      describe={(name, value, view) => describe(t, name, value as FieldLevel | undefined, view)}
    >
      {(view) => <Matrix view={view} />}
    </SectionScreen>
  );
}

function Matrix({ view }: { view: CustomerFieldSettingsView }) {
  const t = useMessages();
  const [filter, setFilter] = useState('');
  const enabled = useForm('Matrix', (form) => (form.values as FieldValues)[SWITCH] === true);
  const shown = view.fields.filter((field) => matches(t, field, filter));

  return (
    <>
      <Group section="customer-fields" group="details">
        {!enabled && (
          <Notice kind="warning" title={t('fields.off.title')}>
            {t('fields.off.body')}
          </Notice>
        )}
      </Group>
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
    </>
  );
}
