import { Flex, Link } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { Fact, FactList } from '../components/Fact';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import { CUSTOMER_UID } from '../people/uid';
import { documentPath } from './paths';
import { RecordStateBadge } from './state';

interface Props {
  record: ApprovalDetail;
  /** In the Content Manager the document is on the screen already. */
  withDocument?: boolean;
}

/** Whose record it is, where it stands and since when. */
export function Facts({ record, withDocument = true }: Props) {
  const t = useMessages();
  const intl = useIntl();
  const instant = useInstant();
  const { state, customer, contact, module, submittedAt, live, document, contentType, locale } = record;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Flex>
        <RecordStateBadge state={state} />
      </Flex>
      <FactList>
        <Fact label={t('approval.customer')}>
          <Link tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/${customer.id}`}>
            {customer.name}
          </Link>
        </Fact>
        {contact !== '' && <Fact label={t('approval.contact')}>{contact}</Fact>}
        {withDocument && <Fact label={t('approval.module')}>{module.name}</Fact>}
        {submittedAt !== null && <Fact label={t('approval.submitted-at')}>{instant(submittedAt)}</Fact>}
        {locale !== null && <Fact label={t('approval.locale')}>{intl.formatDisplayName(locale, { type: 'language' }) ?? locale}</Fact>}
        {withDocument && (
          <Fact label={t('approval.document')}>
            {document === null ? (
              t('approval.document.none')
            ) : (
              <Link tag={RouterLink} to={documentPath(contentType, document, locale)}>
                {t(live ? 'approval.document.open' : 'approval.document.open-unpublished')}
              </Link>
            )}
          </Fact>
        )}
      </FactList>
    </Flex>
  );
}
