import { useIntl } from 'react-intl';
import type { FoundContact } from '../../../plugin/contract/editor/memberships';
import { useMessages } from '../messages';

/** The other customers of a contact as one text: "Alder Ltd, Birch Ltd and 3 more customers"; empty where there is none. */
export function useActsFor(): (contact: Pick<FoundContact, 'customers' | 'moreCustomers'>) => string {
  const t = useMessages();
  const intl = useIntl();
  return ({ customers, moreCustomers: count }) => {
    const names = customers.map(({ name }) => name);
    if (count > 0) names.push(t(names.length === 0 ? 'add.acts-for.only-more' : 'add.acts-for.more', { count }));
    return intl.formatList(names, { type: 'conjunction' });
  };
}

/** Whether a contact acts for somebody else: then a wrong pick would give a stranger access. */
export const actsForOthers = ({ customers, moreCustomers }: FoundContact): boolean => customers.length > 0 || moreCustomers > 0;
