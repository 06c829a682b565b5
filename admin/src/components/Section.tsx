import { Muted } from './text';
import { Box, Flex, Typography, useId } from '@strapi/design-system';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  intro?: string;
  children: ReactNode;
}

/** A box of settings that belong together, as Strapi's settings pages show them. */
export function Section({ title, intro, children }: Props) {
  const heading = useId();
  return (
    <Box
      tag="section"
      aria-labelledby={heading}
      background="neutral0"
      padding={{ initial: 4, medium: 6 }}
      shadow="filterShadow"
      hasRadius
      width="100%"
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography variant="delta" tag="h2" id={heading}>
            {title}
          </Typography>
          {intro !== undefined && <Muted>{intro}</Muted>}
        </Flex>
        {children}
      </Flex>
    </Box>
  );
}
