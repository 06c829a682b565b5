import { Box, Button, Field, Flex, TextInput } from '@strapi/design-system';
import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { FORMS } from '../../../plugin/preferences/forms';
import { Notice } from '../components/Notice';
import { useSetting } from '../components/use-setting';
import { SettingField } from '../settings/SettingField';
import { useMessages } from '../messages';
import { useSiteCheck, type SiteCheck } from './use-site-check';
import { completeUrl, urlError } from './values';

/** What an editor enters for a tab. */
export function TabFields({ tab }: { tab: CustomTab | undefined }) {
  return (
    <>
      <SettingField of="tab" name="name" />
      <UrlField tab={tab} />
      <SettingField of="tab" name="opensIn" radio />
      <SettingField of="tab" name="audience" />
      <SettingField of="tab" name="enabled" />
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
    <Field.Root name="url" required error={error ?? (checked?.url === value ? checked.error : undefined)} hint={t('setting.hint.tab.url')}>
      <Field.Label>{t('setting.label.tab.url')}</Field.Label>
      <Flex gap={2} alignItems="stretch">
        <Box grow={1}>
          <TextInput
            type="url"
            inputMode="url"
            value={value}
            disabled={disabled}
            maxLength={FORMS.tab.url.max}
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
