import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

interface Props {
  children: ReactNode;
}

/** Names and addresses can be one long word. */
const WRAPPED = { overflowWrap: 'anywhere' } as const;

/** What explains or completes what stands above it. */
export const Small = ({ children }: Props) => (
  <Typography tag="p" variant="pi" textColor="neutral600" style={WRAPPED}>
    {children}
  </Typography>
);

/** That something is wrong, where no field says it. */
export const SmallError = ({ children }: Props) => (
  <Typography tag="p" variant="pi" textColor="danger600" style={WRAPPED}>
    {children}
  </Typography>
);

/** A paragraph that matters less than what stands around it. */
export const Muted = ({ children }: Props) => (
  <Typography tag="p" textColor="neutral600">
    {children}
  </Typography>
);

/** A paragraph with what people entered. */
export const Line = ({ children }: Props) => (
  <Typography tag="p" textColor="neutral800" style={WRAPPED}>
    {children}
  </Typography>
);

/** What a row of a list is called. */
export const RowName = ({ children }: Props) => (
  <Typography tag="p" fontWeight="bold" style={WRAPPED}>
    {children}
  </Typography>
);

/** The heading of a column, or of a part that stands in a frame. */
export const ColumnName = ({ children }: Props) => (
  <Typography variant="sigma" textColor="neutral600">
    {children}
  </Typography>
);

/** What is called so within a section. */
export function Subheading({ title, intro }: { title: string; intro: string }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography tag="h3" variant="pi" fontWeight="bold">
        {title}
      </Typography>
      <Small>{intro}</Small>
    </Flex>
  );
}
