import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Flex, Grid, Radio, Typography, useId } from '@strapi/design-system';
import { canonicalEmail } from '../../../plugin/rules/email';
import { MODULE_SEEN } from '../../../plugin/vocabulary';
import { SwitchField } from '../components/fields';
import { ListField } from '../components/ListField';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import type { ModuleValues } from './values';

/** What customers may do; without the first two nothing is ever submitted. */
const SWITCHES = ['may-create', 'may-edit', 'may-draft', 'may-delete', 'may-comment'] as const;
const NAMES = {
  'may-create': 'mayCreate',
  'may-edit': 'mayEdit',
  'may-draft': 'mayDraft',
  'may-delete': 'mayDelete',
  'may-comment': 'mayComment',
} as const satisfies Record<(typeof SWITCHES)[number], keyof ModuleValues>;

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
        <SeenField />
        <Grid.Root gap={5}>
          {SWITCHES.map((key) => (
            <Grid.Item key={key} col={6} xs={12} direction="column" alignItems="stretch">
              <SwitchField name={NAMES[key]} label={t(`modules.${key}.label`)} hint={t(`modules.${key}.hint`)} />
            </Grid.Item>
          ))}
        </Grid.Root>
      </Section>
      <Section title={t('modules.approval.title')}>
        {submits ? (
          <>
            <SwitchField name="approval" label={t('modules.approval.label')} hint={t('modules.approval.hint')} />
            {!approval && (
              <Notice kind="warning" title={t('modules.approval.off.title')}>
                {t('modules.approval.off')}
              </Notice>
            )}
            <ListField
              name="notify"
              label={t('modules.notify.label')}
              hint={t('modules.notify.hint')}
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

/** Three ways of seeing, each with what it means for a customer. */
function SeenField() {
  const t = useMessages();
  const label = useId();
  const { value, set, disabled } = useSetting<string>('seen');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="pi" fontWeight="bold" id={label}>
        {t('modules.seen.label')}
      </Typography>
      <Radio.Group aria-labelledby={label} value={value} disabled={disabled} onValueChange={set}>
        {MODULE_SEEN.map((option) => (
          <Box key={option} paddingBottom={2}>
            <Radio.Item value={option}>{t(`modules.seen.${option}`)}</Radio.Item>
            <Box paddingLeft={6}>
              <Small>{t(`modules.seen.${option}.hint`)}</Small>
            </Box>
          </Box>
        ))}
      </Radio.Group>
    </Flex>
  );
}
