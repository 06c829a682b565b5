import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** Facts below each other. */
export const FactList = ({ children }: { children: ReactNode }) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={3}>
    {children}
  </Flex>
);

/** What something is called, and below it what it is. */
export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <Typography tag="dt" variant="pi" textColor="neutral600">
      {label}
    </Typography>
    <Typography tag="dd" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  </div>
);
