import { errors } from '@strapi/utils';
import { allows, RIGHTS, type Right } from '../../../plugin/rights';
import { ERRORS } from '../../../plugin/contract/errors';
import type { SessionParty } from '../kernel/party';

/** A right as a project wrote it. @throws Error where there is none of that name: it must let nobody through */
export function rightNamed(name: string | undefined): Right | undefined {
  const right = RIGHTS.find((one) => one === name);
  if (name !== undefined && !right) throw new Error(`"${name}" is no right. Rights are: ${RIGHTS.join(', ')}.`);
  return right;
}

/** @throws Strapi's PolicyError (403, `not-allowed`) where the contact's role does not have the right */
export function requireRight({ customer }: SessionParty, right: Right): void {
  if (!allows(customer.rights, right)) throw new errors.PolicyError(ERRORS['not-allowed'][2], { code: 'not-allowed' });
}
