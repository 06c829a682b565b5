import { Box, Button, Field, Flex, Radio, TextInput, Typography, useId } from '@strapi/design-system';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { TAB_AUDIENCES, TAB_OPENS_IN } from '../../../plugin/vocabulary';
import { Notice } from '../components/Notice';
import { SelectField, SwitchField, TextField } from '../components/fields';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { useSiteCheck, type SiteCheck } from './use-site-check';
import { completeUrl, TAB_NAME_MAX, urlError } from './values';

/** What an editor enters for a tab. */
export function TabFields({ tab }: { tab: CustomTab | undefined }) {
  const t = useMessages();
  return (
    <>
      <TextField name="name" label={t('tabs.name.label')} hint={t('tabs.name.hint')} maxLength={TAB_NAME_MAX} autoComplete="off" required />
      <UrlField tab={tab} />
      <OpensInField />
      <SelectField
        name="audience"
        label={t('tabs.audience.label')}
        hint={t('tabs.audience.hint')}
        options={TAB_AUDIENCES.map((value) => ({ value, label: t(`tabs.audience.${value}`) }))}
      />
      <SwitchField name="enabled" label={t('tabs.enabled.label')} hint={t('tabs.enabled.hint')} />
    </>
  );
}

/** The address, and what its site says about being shown inside the portal. */
function UrlField({ tab }: { tab: CustomTab | undefined }) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<string>('url');
  const { value: opensIn } = useSetting<string>('opensIn');
  const { checked, checking, check } = useSiteCheck(tab);

  function onLeave(): void {
    const url = completeUrl(value);
    if (url !== value) set(url);
    if (urlError(t, url) === undefined && checked?.url !== url) void check(url);
  }

  return (
    <Field.Root name="url" required error={error ?? (checked?.url === value ? checked.error : undefined)} hint={t('tabs.url.hint')}>
      <Field.Label>{t('tabs.url.label')}</Field.Label>
      <Flex gap={2} alignItems="stretch">
        <Box grow={1}>
          <TextInput
            type="url"
            inputMode="url"
            value={value}
            disabled={disabled}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            onChange={(event) => set(event.target.value)}
            onBlur={onLeave}
          />
        </Box>
        <Button
          variant="secondary"
          size="L"
          loading={checking}
          disabled={disabled || urlError(t, completeUrl(value)) !== undefined}
          onClick={() => void check(completeUrl(value))}
        >
          {t('tabs.check')}
        </Button>
      </Flex>
      <Field.Hint />
      <Field.Error />
      {checked && checked.url === value && checked.framing && <CheckResult checked={checked} opensIn={opensIn} />}
    </Field.Root>
  );
}

function CheckResult({ checked, opensIn }: { checked: SiteCheck; opensIn: string }) {
  const t = useMessages();
  const framing = checked.framing ?? 'unknown';
  const kinds = { allowed: 'success', refused: 'warning', unknown: 'info' } as const;
  const despite = opensIn === 'window' && framing === 'allowed' ? ` ${t('tabs.check.window-anyway')}` : '';
  return <Notice kind={kinds[framing]}>{t(`tabs.check.${framing}`) + despite}</Notice>;
}

function OpensInField() {
  const t = useMessages();
  const label = useId();
  const { value, set, disabled } = useSetting<string>('opensIn');
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" id={label}>
        {t('tabs.opens-in.label')}
      </Typography>
      <Radio.Group aria-labelledby={label} value={value} disabled={disabled} onValueChange={set}>
        {TAB_OPENS_IN.map((option) => (
          <Radio.Item key={option} value={option}>
            {t(`tabs.opens-in.${option}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Flex>
  );
}
