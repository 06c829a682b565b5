import { useForm } from '@strapi/admin/strapi-admin';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import type { LoginSettingsView } from '../../../plugin/contract/editor/settings';
import type { SignUpDomain } from '../../../plugin/settings/login';
import type { CustomerName } from '../api/customers';
import { SwitchField } from '../components/fields';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';
import { SignUpDomainRow } from './SignUpDomainRow';

/** Most domains that the settings hold. */
const MOST = 200;

/** Whether people sign up by themselves, and whom they join by their address. */
export function SignUpSection({ customers }: { customers: LoginSettingsView['customers'] }) {
  const t = useMessages();
  const { value: on } = useSetting<boolean>('selfSignUp');
  return (
    <Section title={t('login.sign-up.title')}>
      <SwitchField name="selfSignUp" label={t('preference.selfSignUp.label')} hint={t('preference.selfSignUp.help')} />
      {on && <Domains customers={customers} />}
    </Section>
  );
}

function Domains({ customers }: { customers: CustomerName[] }) {
  const t = useMessages();
  const { value: entries, set, disabled } = useSetting<SignUpDomain[]>('signUpDomains');
  const errors = useForm('Domains', (form) => form.errors) as Record<string, string>;
  const setErrors = useForm('Domains', (form) => form.setErrors);
  const [picked, setPicked] = useState<CustomerName[]>([]);

  /** Changes the list; errors at its entries name places that may not be theirs any more. */
  function change(next: SignUpDomain[]): void {
    set(next);
    setErrors(Object.fromEntries(Object.entries(errors).filter(([name]) => !name.startsWith('signUpDomains'))));
  }

  const nameOf = (id: string): string => {
    const known = [...picked, ...customers].find((customer) => customer.id === id);
    return known ? known.name || t('panel.contact.unread') : '';
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography tag="h3" variant="pi" fontWeight="bold">
          {t('login.domains.title')}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t('login.domains.intro')}
        </Typography>
      </Flex>
      {errors.signUpDomains !== undefined && (
        <Typography tag="p" variant="pi" textColor="danger600">
          {errors.signUpDomains}
        </Typography>
      )}
      {entries.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
          {entries.map((entry, index) => (
            <SignUpDomainRow
              // Entries have no identity of their own: what is typed changes the entry, not its place.
              key={index}
              index={index}
              entry={entry}
              customerName={nameOf(entry.customer)}
              errors={errors}
              disabled={disabled}
              onChange={(next) => change(entries.map((other, at) => (at === index ? next : other)))}
              onPick={(customer) => setPicked([...picked, customer])}
              onRemove={() => change(entries.filter((_, at) => at !== index))}
            />
          ))}
        </Flex>
      )}
      {!disabled && (
        <Flex>
          <Button
            variant="secondary"
            startIcon={<Plus />}
            disabled={entries.length >= MOST}
            onClick={() => set([...entries, { domain: '', customer: '' }])}
          >
            {t('login.domains.add')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
