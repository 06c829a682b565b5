import { Layouts, Page } from '@strapi/admin/strapi-admin';
import type { ReactElement, ReactNode } from 'react';
import { useIntl } from 'react-intl';

interface Props {
  title: string;
  subtitle?: string;
  /** Among Strapi's settings: the browser's tab says so. */
  isSettings?: boolean;
  busy?: boolean;
  /** The way back, on a screen below another. */
  navigation?: ReactElement;
  action?: ReactNode;
  children: ReactNode;
}

/** The frame of a page of Strapi's panel. */
export function Screen({ title, subtitle, isSettings = false, busy = false, navigation, action, children }: Props) {
  const intl = useIntl();
  const settings = { id: 'Settings.PageTitle', defaultMessage: 'Settings - {name}' };
  return (
    <Layouts.Root>
      <Page.Title>{isSettings ? intl.formatMessage(settings, { name: title }) : title}</Page.Title>
      <Page.Main aria-busy={busy} tabIndex={-1}>
        <Layouts.Header title={title} subtitle={subtitle} navigationAction={navigation} primaryAction={action} />
        <Layouts.Content>{children}</Layouts.Content>
      </Page.Main>
    </Layouts.Root>
  );
}
