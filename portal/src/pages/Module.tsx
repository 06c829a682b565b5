import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import { FailedPage } from '../app/FailedPage';
import { Page } from '../app/Page';
import { useText } from '../language/useText';
import type { ListArrival } from '../modules/arrival';
import { LinkButton } from '../ui/LinkButton';
import { RecordList } from '../modules/list/RecordList';
import { LoadingList } from '../list/LoadingList';
import { moduleQuery } from '../modules/queries';
import { RichField } from '../modules/rich/RichField';
import { useArrival } from '../modules/useArrival';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import NotFound from './NotFound';

/** A module's records. */
export default function Module() {
  const { module: id = '' } = useParams();
  useEffect(() => {
    RichField.fetchAhead();
  }, []);
  const { data: module, error, refetch } = useQuery(moduleQuery(id));
  const { t } = useText();
  const done = useArrival<NonNullable<ListArrival['done']>>();

  if (hasCode(error, 'not-found')) return <NotFound />;
  if (!module) return error ? <FailedPage error={error} retry={() => void refetch()} /> : <LoadingList />;
  return (
    <Page
      key={module.id}
      title={module.name}
      action={
        module.may.create && (
          <LinkButton primary to={`/modules/${module.id}/new`}>
            <Icon name="plus" />
            {t('record.new')}
          </LinkButton>
        )
      }
    >
      {done && <Notice text={t(done)} />}
      <RecordList module={module} />
    </Page>
  );
}
