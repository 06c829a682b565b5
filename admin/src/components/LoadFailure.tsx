import { Page } from '@strapi/admin/strapi-admin';
import { Button } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import type { ReactElement } from 'react';
import type { ApiFailure } from '../api/failure';
import { useMessages } from '../messages';
import { failureText } from './use-failure';

interface Props {
  failure: ApiFailure;
  onRetry: () => void;
  /** The way back from a screen of one thing that may be gone: trying again would not bring it back. */
  back?: ReactElement;
}

/** A screen that could not be loaded: why, and the way to try again. */
export function LoadFailure({ failure, onRetry, back }: Props) {
  const t = useMessages();
  if (failure.code === 'not-allowed') return <Page.NoPermissions />;
  if (failure.code === 'not-found' && back) return <Page.Error content={t('error.gone')} action={back} />;
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
