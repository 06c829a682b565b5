import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Typography } from '@strapi/design-system';
import { LevelHeadings } from '../fields/LevelMatrix';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { useMessages } from '../messages';
import { GoneField } from './GoneField';
import { ModuleFieldRow } from './ModuleFieldRow';
import { fieldProblem } from './problems';
import { goneFields, type ModuleValues, type ModuleView } from './values';

/** What customers may do with each field of the content type. */
export function FieldsSection({ view }: { view: ModuleView }) {
  const t = useMessages();
  const values = useForm('FieldsSection', (form) => form.values) as ModuleValues;
  const gone = goneFields(view);
  const open = view.fields.filter((field) => fieldProblem(view, values, field) !== undefined).length;

  return (
    <Section
      title={t('modules.fields.title')}
      intro={[t('modules.fields.intro'), ...(view.module ? [] : [t('modules.fields.start')])].join(' ')}
    >
      {open > 0 && <Notice kind="warning">{t('modules.fields.problems', { count: open })}</Notice>}
      {gone.map((name) => (
        <GoneField key={name} name={name} level={view.input.fields[name]?.level ?? 'hidden'} />
      ))}
      {view.fields.length === 0 ? (
        <Typography textColor="neutral600">{t('modules.fields.none')}</Typography>
      ) : (
        <Box>
          <LevelHeadings />
          {view.fields.map((field) => (
            <ModuleFieldRow key={field.name} field={field} problem={fieldProblem(view, values, field)} />
          ))}
        </Box>
      )}
    </Section>
  );
}
