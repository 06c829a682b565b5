import { useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Button, Field, Flex, Link, TextInput, Typography } from '@strapi/design-system';
import { Mail } from '@strapi/icons';
import { useState } from 'react';
import type { GeneralSettingsView } from '../../../plugin/contract/editor/settings';
import { PORTAL_NAME_MAX, portalNameProblem } from '../../../plugin/rules/portal-name';
import { Notice } from '../components/Notice';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { MailDialog } from '../people/MailDialog';
import { Group } from '../settings/Group';

interface Props {
  view: GeneralSettingsView;
  /** The former name, after it was changed on this visit. */
  renamedFrom: string | undefined;
  /** Links were sent: the number of customers who hold the present one is another. */
  onSent: () => void;
}

/** On or off, the portal's name with the address that it makes, and sending the link. */
export function PortalSection({ view, renamedFrom, onSent }: Props) {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.people);
  const [sending, setSending] = useState(false);
  const { urlBase, linkHolders } = view;
  const saved = view.values.portalName;

  return (
    <Group
      section="general"
      group="portal"
      fields={{ portalName: <PortalNameField urlBase={urlBase} saved={saved} enabled={view.values.portalEnabled} /> }}
    >
      {renamedFrom !== undefined && (
        <Notice kind="warning" title={t('general.renamed.title')}>
          {t('general.renamed.body', { old: urlBase + renamedFrom })}
        </Notice>
      )}
      <Flex gap={4} wrap="wrap" justifyContent="space-between">
        <Typography textColor="neutral600">{t('general.holders', { count: linkHolders })}</Typography>
        {allowedActions.canInvite && (
          <Button variant="secondary" startIcon={<Mail />} onClick={() => setSending(true)}>
            {t('resend.all.button')}
          </Button>
        )}
      </Flex>
      {sending && (
        <MailDialog
          title={t('resend.all.title')}
          customers="all"
          mailing="link"
          intro={t('resend.all.intro', { url: urlBase + saved })}
          onClose={() => {
            setSending(false);
            onSent();
          }}
        />
      )}
    </Group>
  );
}

interface NameProps {
  urlBase: string;
  saved: string;
  enabled: boolean;
}

function PortalNameField({ urlBase, saved, enabled }: NameProps) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<string>('portalName');
  const problem = value === saved ? undefined : portalNameProblem(value);
  return (
    <Field.Root name="portalName" required error={problem ? t(`portal-name.${problem}`) : error} hint={t('preference.portalName.help')}>
      <Field.Label>{t('preference.portalName.label')}</Field.Label>
      <TextInput
        value={value}
        disabled={disabled}
        maxLength={PORTAL_NAME_MAX + 20}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        // Addresses are lower-case and have no spaces: what can only be meant one way is put right.
        onChange={(event) => set(event.target.value.toLowerCase().replace(/\s+/gu, '-'))}
      />
      <Field.Hint />
      <Field.Error />
      <Box background="neutral100" padding={3} hasRadius width="100%">
        <Typography variant="sigma" textColor="neutral600" tag="p">
          {t('general.name.preview')}
        </Typography>
        {value === saved && enabled ? (
          <Link href={urlBase + value} isExternal style={{ overflowWrap: 'anywhere' }}>
            {urlBase + value}
          </Link>
        ) : (
          <Typography tag="p" style={{ overflowWrap: 'anywhere' }}>
            {urlBase}
            <Typography fontWeight="bold">{value}</Typography>
          </Typography>
        )}
      </Box>
    </Field.Root>
  );
}
