import type { PreferenceValues } from '../../../plugin/preferences';
import type { Row } from '../platform/strapi';
import type { DocumentParty } from './rows';

/** What of a customer stands on its documents. */
export interface BilledCustomer extends Row {
  name: string;
  email: string | null;
  taxNumber: string | null;
  addressLine1: string | null;
  addressLine2: string | null;
  postcode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
}

const filled = (lines: (string | null | undefined)[]): string[] => lines.flatMap((line) => (line?.trim() ? [line.trim()] : []));

/** Both sides of a document as they are now: kept with it when it is issued. */
export const buyerOf = (customer: BilledCustomer): DocumentParty => ({
  name: customer.name,
  address: filled([
    customer.addressLine1,
    customer.addressLine2,
    filled([customer.postcode, customer.city]).join(' '),
    customer.region,
    customer.country,
  ]),
  taxNumber: customer.taxNumber ?? '',
  email: customer.email ?? '',
});

export const sellerOf = ({ organisationName, sellerAddress, sellerTaxNumber, supportEmail }: PreferenceValues): DocumentParty => ({
  name: organisationName,
  address: filled(sellerAddress.split('\n')),
  taxNumber: sellerTaxNumber,
  email: supportEmail,
});
