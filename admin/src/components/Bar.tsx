import { ProgressBar } from '@strapi/design-system';
import { styled } from 'styled-components';

/** Strapi's bar is made for the dark ground of its upload cards; here it stands on a light one, and is as wide as the dialog. */
export const Bar = styled(ProgressBar)`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  > * {
    background-color: ${({ theme }) => theme.colors.primary600};
  }
`;
