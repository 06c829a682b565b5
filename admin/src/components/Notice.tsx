import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { CheckCircle, Cross, Information, WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';
import { Line } from './text';
import { useMessages } from '../messages';

/** Named by itself: a type taken from the table would name the icons' own, which declarations cannot. */
type Kind = 'info' | 'success' | 'warning' | 'danger';

const LOOKS = {
  info: { background: 'primary100', border: 'primary200', icon: 'primary600', Icon: Information },
  success: { background: 'success100', border: 'success200', icon: 'success600', Icon: CheckCircle },
  warning: { background: 'warning100', border: 'warning200', icon: 'warning600', Icon: WarningCircle },
  danger: { background: 'danger100', border: 'danger200', icon: 'danger600', Icon: WarningCircle },
} as const;

interface Props {
  kind: Kind;
  title?: string;
  children: ReactNode;
  /** With it, the notice can be closed. */
  onClose?: () => void;
}

/** Something to know about the settings around it. Strapi's Alert is for what can always be closed. */
export function Notice({ kind, title, children, onClose }: Props) {
  const t = useMessages();
  const { background, border, icon, Icon } = LOOKS[kind];
  return (
    <Box role={kind === 'danger' ? 'alert' : 'status'} background={background} borderColor={border} padding={4} hasRadius>
      <Flex gap={3} alignItems="flex-start">
        <Box shrink={0} paddingTop={1} aria-hidden>
          <Icon width="16px" height="16px" fill={icon} />
        </Box>
        <Flex direction="column" alignItems="stretch" gap={1} flex="1" minWidth={0}>
          {title !== undefined && (
            <Typography tag="p" fontWeight="bold" textColor="neutral800">
              {title}
            </Typography>
          )}
          {typeof children === 'string' ? <Line>{children}</Line> : children}
        </Flex>
        {onClose && (
          <IconButton label={t('close')} variant="ghost" size="XS" withTooltip={false} onClick={onClose}>
            <Cross />
          </IconButton>
        )}
      </Flex>
    </Box>
  );
}
