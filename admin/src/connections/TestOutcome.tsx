import { Box, Flex, Typography } from '@strapi/design-system';
import { useEffect, useRef, type ReactNode } from 'react';
import { styled } from 'styled-components';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import { Notice } from '../components/Notice';
import { useMessages, type Translate } from '../messages';
import { Problem } from './Problem';
import type { TestResult } from './use-test';
import { ATTRIBUTES } from './values';
import { problemWords } from './words';

/** Names beside values where there is room, above them where there is not. */
const Pairs = styled.dl`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[4]}`};

  dd {
    padding-bottom: ${({ theme }) => theme.spaces[2]};
    overflow-wrap: anywhere;
  }

  dt {
    overflow-wrap: anywhere;
  }

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
  }
`;

function Pair({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <Typography tag="dt" textColor="neutral600">
        {name}
      </Typography>
      <Typography tag="dd">{children}</Typography>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography tag="h3" variant="pi" fontWeight="bold">
        {title}
      </Typography>
      {children}
    </Flex>
  );
}

/** The customer's number, and whether a contact could be made for it. */
function referenceWords(t: Translate, { customerReference, customerAllowed }: NonNullable<TestResult['account']>): string {
  if (customerReference === null) return t('empty');
  if (customerAllowed === null) return customerReference;
  return t(customerAllowed ? 'test.account.customer-allowed' : 'test.account.customer-refused', { number: customerReference });
}

/** What a dry run brought back: the outcome, what the portal would take it for, and every claim. */
export function TestOutcome({ result, settings }: { result: TestResult; settings: ConnectionSettings }) {
  const t = useMessages();
  const { account, claims } = result;
  const box = useRef<HTMLDivElement>(null);

  // The editor comes back from another window: the outcome is where to go on.
  useEffect(() => {
    box.current?.focus();
  }, [result]);

  return (
    <Flex ref={box} tabIndex={-1} direction="column" alignItems="stretch" gap={5}>
      {result.state === 'passed' ? (
        <Notice kind="success" title={t('test.passed.title')}>
          {t(settings.enabled ? 'test.passed.on' : 'test.passed')}
        </Notice>
      ) : (
        <Problem title={t('test.failed.title')} {...problemWords(t, result.problem)} detail={result.detail} />
      )}
      {account && (
        <Part title={t('test.account.title')}>
          <Pairs>
            <Pair name={t('test.account.name')}>{[account.firstName, account.lastName].filter(Boolean).join(' ') || t('empty')}</Pair>
            <Pair name={t('test.account.email')}>
              {account.email === null
                ? t('test.account.no-email')
                : t(account.emailVerified ? 'test.account.verified' : 'test.account.unverified', { email: account.email })}
            </Pair>
            {settings.kind === 'saml' && <Pair name={t('setting.label.connection.customerReference')}>{referenceWords(t, account)}</Pair>}
            <Pair name={t('test.account.issuer')}>{account.issuer}</Pair>
            <Pair name={t('test.account.subject')}>{account.subject}</Pair>
          </Pairs>
        </Part>
      )}
      {claims.length > 0 && (
        <Part title={t('test.claims.title', { count: claims.length })}>
          <Box background="neutral100" padding={4} hasRadius>
            <Pairs>
              {claims.map(({ name, value }, index) => (
                // A claim may come more than once.
                <Pair key={index} name={<ClaimName name={name} settings={settings} />}>
                  {value}
                </Pair>
              ))}
            </Pairs>
          </Box>
        </Part>
      )}
    </Flex>
  );
}

/** The claim's own name, and what a SAML connection reads it as. */
function ClaimName({ name, settings }: { name: string; settings: ConnectionSettings }) {
  const t = useMessages();
  const readAs = settings.kind === 'saml' ? ATTRIBUTES.find((one) => settings.attributes[one] === name) : undefined;
  return (
    <>
      <span style={{ fontFamily: 'monospace' }}>{name}</span>
      {readAs && ` (${t(`setting.label.connection.${readAs}`)})`}
    </>
  );
}
