import { Box } from '@strapi/design-system';
import { SealCheck } from '@strapi/icons';
import type { SVGProps } from 'react';
import { styled } from 'styled-components';
import { useWaiting } from './waiting';

/** More than this is as good as "many", and two digits fit. */
const MOST = 99;

/** As Strapi's own counter in the menu looks, and at the same place. */
const Count = styled(Box)`
  position: absolute;
  top: -0.8rem;
  left: 1.7rem;
  min-width: 2.3rem;
  height: 2rem;
  padding: 0 ${({ theme }) => theme.spaces[1]};
  border-radius: 1rem;
  background: ${({ theme }) => theme.colors.primary600};
  color: ${({ theme }) => theme.colors.neutral0};
  font-size: 1.1rem;
  font-weight: 600;
  line-height: 2rem;
  text-align: center;
  z-index: 1;
`;

/**
 * *Approvals* in the main menu, with how many records wait for a decision or have unread comments. A menu link of Strapi's takes its
 * `notificationsCount` once, when the panel starts; what stands in its icon can change.
 */
export function ApprovalsIcon(props: SVGProps<SVGSVGElement> & { fill?: string }) {
  const { open = 0 } = useWaiting() ?? {};
  return (
    <>
      <SealCheck {...props} />
      {open > 0 && <Count tag="span">{open > MOST ? `${MOST}+` : open}</Count>}
    </>
  );
}
