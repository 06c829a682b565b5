import { useForm } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { MAX_SIGN_UP_DOMAINS } from '../../../plugin/rules/sign-up-domains';
import type { SignUpDomain } from '../../../plugin/settings/login';
import type { CustomerName } from '../api/customers';
import { useSetting } from '../components/use-setting';
import { SmallError, Subheading } from '../components/text';
import { useMessages } from '../messages';
import { SignUpDomainRow } from './SignUpDomainRow';

/** Whom people join by their address when they sign up. */
export function Domains({ customers }: { customers: CustomerName[] }) {
  const t = useMessages();
  const { value: entries, set, disabled } = useSetting<SignUpDomain[]>('signUpDomains');
  const errors = useForm('Domains', (form) => form.errors) as Record<string, string>;
  const [picked, setPicked] = useState<CustomerName[]>([]);

  const nameOf = (id: string): string => {
    const known = [...picked, ...customers].find((customer) => customer.id === id);
    return known ? known.name || t('panel.contact.unread') : '';
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Subheading title={t('login.domains.title')} intro={t('login.domains.intro')} />
      {errors.signUpDomains !== undefined && <SmallError>{errors.signUpDomains}</SmallError>}
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
              onChange={(next) => set(entries.map((other, at) => (at === index ? next : other)))}
              onPick={(customer) => setPicked([...picked, customer])}
              onRemove={() => set(entries.filter((_, at) => at !== index))}
            />
          ))}
        </Flex>
      )}
      {!disabled && (
        <Flex>
          <Button
            variant="secondary"
            startIcon={<Plus />}
            disabled={entries.length >= MAX_SIGN_UP_DOMAINS}
            onClick={() => set([...entries, { domain: '', customer: '' }])}
          >
            {t('login.domains.add')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
