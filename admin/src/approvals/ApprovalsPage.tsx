import { lazy } from 'react';
import { Pages } from '../components/Pages';
import { Inbox } from './Inbox';

const BELOW = { ':id': lazy(() => import('./ApprovalPage')) };

/** *Approvals* in the main menu: the inbox, and below it a page for each record. */
export default function ApprovalsPage() {
  return <Pages first={Inbox} below={BELOW} />;
}
