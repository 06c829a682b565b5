import { lazy } from 'react';
import { Pages } from '../components/Pages';
import { PaymentList } from './PaymentList';

const BELOW = {
  'payment/:id': lazy(() => import('./PaymentPage')),
  'bank-statement': lazy(() => import('./StatementPage')),
};

/** *Payments* in the main menu: the list, below it a page for each payment, and the one for a bank's statement. */
export default function PaymentsPage() {
  return <Pages first={PaymentList} below={BELOW} />;
}
