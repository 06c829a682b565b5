import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { useMayLeave } from '../app/unsaved';
import { call } from './call';
import { beginSession } from './session';

/** How a mailed link says whose page it leads to: `?customer=<id>`. */
const PARAMETER = 'customer';

let switchedTo: string | undefined;

/** The name of the customer whom a link led to; said once. */
export function takeSwitched(): string | undefined {
  const name = switchedTo;
  switchedTo = undefined;
  return name;
}

/**
 * Follows a link that belongs to another customer of the contact's: acts for that one from then on. A
 * customer whom the contact does not act for is as good as none. True while that is under way.
 */
export function useLinkCustomer({ customer, customers }: SessionInfo): boolean {
  const location = useLocation();
  const { pathname, search, hash } = location;
  const navigate = useNavigate();
  const mayLeave = useMayLeave();
  const [failed, setFailed] = useState<string>();
  const parameters = new URLSearchParams(search);
  const wanted = parameters.get(PARAMETER);
  const target = customers.find(({ id }) => id === wanted && id !== customer.id);
  const due = wanted !== null && wanted !== failed;

  useEffect(() => {
    if (!due) return;
    parameters.delete(PARAMETER);
    const rest = parameters.toString();
    const clean = () => navigate({ pathname, search: rest && `?${rest}`, hash }, { replace: true, state: location.state as unknown });
    if (!target) return clean();
    void (async () => {
      if (!(await mayLeave())) return clean();
      try {
        const session = await call('PUT /session/customer', { body: { customer: target.id } });
        switchedTo = target.name;
        clean();
        beginSession(session);
      } catch {
        // The page then says what it can: it is not this customer's.
        setFailed(wanted);
      }
    })();
    // Once for a link: what else changes meanwhile is not about it.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [wanted, due]);

  return due && target !== undefined;
}
