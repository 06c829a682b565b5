import { tabStorage } from '../storage';

/**
 * A payment by a public link, while the browser is away at a provider's page: on the way back the link's secret stands in
 * no address, and its payment is shown. For this tab, and forgotten with it or once the payment is settled.
 */
const KEY = 'customer-portal.link-payment';

export interface PaymentTrip {
  token: string;
  payment: string;
}

export const storeTrip = (trip: PaymentTrip | null): void => void tabStorage.write(KEY, trip && JSON.stringify(trip));

export function storedTrip(): PaymentTrip | undefined {
  try {
    const { token, payment } = JSON.parse(tabStorage.read(KEY) ?? '{}') as Partial<PaymentTrip>;
    return token && payment && /^[\w-]+$/u.test(token) && /^[a-z0-9]+$/u.test(payment) ? { token, payment } : undefined;
  } catch {
    return undefined;
  }
}
