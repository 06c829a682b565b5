import { useForm } from '@strapi/admin/strapi-admin';
import { Grid, Typography } from '@strapi/design-system';
import { canonicalEmail } from '../../../plugin/rules/email';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { SettingField } from '../settings/SettingField';
import { useMessages } from '../messages';
import type { ModuleValues } from './values';

/** What customers may do; without the first two nothing is ever submitted. */
const SWITCHES = ['mayCreate', 'mayEdit', 'mayDraft', 'mayDelete', 'mayComment'] as const;

/** Which records customers see, what they may do with them, and whether an editor looks first. */
export function AccessSection() {
  const t = useMessages();
  const submits = useForm('AccessSection', (form) => {
    const { mayCreate, mayEdit } = form.values as ModuleValues;
    return mayCreate || mayEdit;
  });
  const approval = useForm('AccessSection', (form) => (form.values as ModuleValues).approval);
  return (
    <>
      <Section title={t('modules.access.title')}>
        <SettingField of="module" name="seen" radio />
        <Grid.Root gap={5}>
          {SWITCHES.map((key) => (
            <Grid.Item key={key} col={6} xs={12} direction="column" alignItems="stretch">
              <SettingField of="module" name={key} />
            </Grid.Item>
          ))}
        </Grid.Root>
      </Section>
      <Section title={t('modules.approval.title')}>
        {submits ? (
          <>
            <SettingField of="module" name="approval" />
            {!approval && (
              <Notice kind="warning" title={t('modules.approval.off.title')}>
                {t('modules.approval.off')}
              </Notice>
            )}
            <SettingField
              of="module"
              name="notify"
              placeholder={t('modules.notify.placeholder')}
              tidy={(typed) => canonicalEmail(typed) ?? typed.trim()}
            />
          </>
        ) : (
          <Typography textColor="neutral600">{t('modules.approval.nothing')}</Typography>
        )}
      </Section>
    </>
  );
}
