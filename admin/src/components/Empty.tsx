import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import type { ReactElement } from 'react';

/** In the place of a list that has nothing to show: why, and what to do about it. */
export const Empty = ({ content, action }: { content: string; action?: ReactElement | undefined }) => (
  <EmptyStateLayout icon={<EmptyDocuments width="16rem" />} content={content} action={action} hasRadius shadow="filterShadow" />
);
