import { lazy } from 'react';
import { Pages } from '../components/Pages';
import { ModuleList } from './ModuleList';

const ModulePage = lazy(() => import('./ModulePage'));
const BELOW = { new: lazy(() => import('./TypePicker')), 'new/:uid': ModulePage, ':id': ModulePage };

/** *Settings → Customer Portal → Custom Modules*, and below it one screen for each module. */
export default function ModulesPage() {
  return <Pages first={ModuleList} below={BELOW} />;
}
