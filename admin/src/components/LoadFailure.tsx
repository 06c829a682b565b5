import { Page } from '@strapi/admin/strapi-admin';
import { Button } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import type { ApiFailure } from '../api/failure';
import { useMessages } from '../messages';
import { failureText } from './use-failure';

/** A screen that could not be loaded: why, and the way to try again. */
export function LoadFailure({ failure, onRetry }: { failure: ApiFailure; onRetry: () => void }) {
  const t = useMessages();
  if (failure.code === 'not-allowed') return <Page.NoPermissions />;
  return (
    <Page.Error
      content={failureText(t, failure)}
      action={
        <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  );
}
