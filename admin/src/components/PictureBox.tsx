import { Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';

interface Props {
  size?: string;
  /** Read out too: it is not only a sign beside the name that says the same. */
  isRead?: boolean;
  children: ReactNode;
}

/** A picture, or a sign in its place. */
export const PictureBox = ({ size = '3.2rem', isRead = false, children }: Props) => (
  <Flex
    width={size}
    height={size}
    shrink={0}
    justifyContent="center"
    background="neutral100"
    borderColor="neutral200"
    overflow="hidden"
    hasRadius
    aria-hidden={!isRead || undefined}
  >
    {children}
  </Flex>
);
