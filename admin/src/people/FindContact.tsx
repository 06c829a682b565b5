import { Box, Flex, Loader, TextInput, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { styled } from 'styled-components';
import type { FoundContact } from '../../../plugin/contract/editor/memberships';
import { SEARCH_MAX } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { ContactCard } from './ContactCard';

const PAUSE_MS = 300;
/** Fewer letters find everybody. */
const LEAST = 2;

const Choice = styled.button`
  width: 100%;
  padding: ${({ theme }) => theme.spaces[3]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  text-align: start;
  cursor: pointer;

  &:hover:not(:disabled),
  &:focus-visible {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  &:disabled {
    background: ${({ theme }) => theme.colors.neutral150};
    cursor: not-allowed;
  }
`;

interface Props {
  customer: { id: string; name: string };
  search: string;
  onSearch: (text: string) => void;
  onPick: (contact: FoundContact) => void;
}

/** The first step: whether the person is there already. Shown is only what the words that stand in the field found. */
export function FindContact({ customer, search, onSearch, onPick }: Props) {
  const t = useMessages();
  const words = search.trim();
  const [asked, setAsked] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  const { data, failure } = useLoad(async () => {
    if (asked.length < LEAST) return { asked, rows: [], more: false };
    return { asked, ...(await call('GET /customers/:id/contacts', { params: { id: customer.id }, query: { search: asked } })) };
  }, asked);
  const found = data?.asked === words && words.length >= LEAST ? data : undefined;
  const loading = words.length >= LEAST && !found && !failure;

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <LabelledField label={t('add.search.label')} name="search" hint={t('add.search.hint')}>
        <TextInput value={search} maxLength={SEARCH_MAX} autoComplete="off" autoFocus onChange={(event) => onSearch(event.target.value)} />
      </LabelledField>
      {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
      {loading && <Loader small>{t('add.search.loading')}</Loader>}
      <Typography tag="p" variant="pi" textColor="neutral600" role="status">
        {found && t(found.more ? 'add.search.more' : 'add.search.found', { count: found.rows.length })}
      </Typography>
      {found && found.rows.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {found.rows.map((contact) => (
            <Box tag="li" key={contact.id}>
              <Choice type="button" disabled={contact.member} onClick={() => onPick(contact)}>
                <ContactCard contact={contact} customer={customer.name} />
              </Choice>
            </Box>
          ))}
        </Flex>
      )}
    </Flex>
  );
}
