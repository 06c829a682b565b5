import { useRBAC } from '@strapi/admin/strapi-admin';
import { LinkButton } from '@strapi/design-system';
import { SealCheck } from '@strapi/icons';
import { Link, useParams } from 'react-router-dom';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { inboxPath } from './paths';
import { useModuleOf } from './use-module-of';

/**
 * Above the list of a content type that is a module, in the Content Manager: how many submissions
 * wait. They are in no list there before they are approved.
 */
export function WaitingNotice() {
  const t = useMessages();
  const { slug = '' } = useParams();
  const { allowedActions } = useRBAC(NEEDS.approvals);
  const module = useModuleOf(slug, allowedActions.canRead === true);
  if (!module || module.waiting === 0) return null;
  return (
    <LinkButton tag={Link} to={inboxPath({ module: module.id })} variant="secondary" size="S" startIcon={<SealCheck />}>
      {t('approval.list-notice', { count: module.waiting })}
    </LinkButton>
  );
}
