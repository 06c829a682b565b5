import { lazy } from 'react';
import { Pages } from '../components/Pages';
import { LoginScreen } from './LoginScreen';

const ConnectionPage = lazy(() => import('../connections/ConnectionPage'));
const BELOW = { 'connections/new/:preset': ConnectionPage, 'connections/:id': ConnectionPage };

/** *Settings → Customer Portal → Login*, and below it one screen for each connection. */
export default function LoginPage() {
  return <Pages first={LoginScreen} below={BELOW} />;
}
