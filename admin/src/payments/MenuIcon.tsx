import type { SVGProps } from 'react';
import { styled } from 'styled-components';

/** Strapi names colours by their place in its theme, as its own icons take them. */
const Drawing = styled.svg`
  fill: ${({ theme, fill = 'currentColor' }) => theme.colors[fill as keyof typeof theme.colors] ?? fill};
`;

/** *Payments* in the main menu: a card, drawn as Strapi's icons are, which have none. */
export const PaymentsIcon = (props: SVGProps<SVGSVGElement> & { fill?: string }) => (
  <Drawing xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width={16} height={16} {...props}>
    <path d="M28 6H4a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h24a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2m0 2v3H4V8zm0 16H4V13h24zm-2-4a1 1 0 0 1-1 1h-4a1 1 0 0 1 0-2h4a1 1 0 0 1 1 1" />
  </Drawing>
);
