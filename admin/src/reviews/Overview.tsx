import { Box, Flex, Grid, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { ResponseFor } from '../api/client';
import { Section } from '../components/Section';
import { useMessages } from '../messages';
import { STARS } from './filter';

type Overall = Pick<ResponseFor<'GET /reviews'>, 'average' | 'counts' | 'months'>;

/** A bar beside a figure that says the same. */
const Bar = ({ part }: { part: number }) => (
  <Box flex="1" background="neutral150" hasRadius height="0.8rem" overflow="hidden" aria-hidden>
    <Box background="primary600" height="100%" width={`${Math.round(part * 100)}%`} />
  </Box>
);

/** What all reviews say together: how good, how many of each, and how that changed. */
export function Overview({ average, counts, months }: Overall) {
  const t = useMessages();
  const intl = useIntl();
  const total = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...counts);
  const figure = (value: number): string => intl.formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const name = (month: string): string => intl.formatDate(`${month}-15T12:00:00Z`, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} alignItems="stretch">
        <Section title={t('reviews.average')}>
          <Flex gap={3} alignItems="baseline" wrap="wrap">
            <Typography variant="alpha" tag="p">
              {average === null ? '–' : figure(average)}
            </Typography>
            <Typography textColor="neutral600">{t('reviews.of', { count: total })}</Typography>
          </Flex>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
            {STARS.map((stars) => {
              const count = counts[Number(stars) - 1] ?? 0;
              return (
                <Flex tag="li" key={stars} gap={3}>
                  <Box width="8rem" shrink={0}>
                    <Typography variant="pi">{t('reviews.stars', { count: Number(stars) })}</Typography>
                  </Box>
                  <Bar part={count / most} />
                  <Box width="4rem" shrink={0}>
                    <Typography variant="pi" style={{ fontVariantNumeric: 'tabular-nums' }}>
                      {intl.formatNumber(count)}
                    </Typography>
                  </Box>
                </Flex>
              );
            })}
          </Flex>
        </Section>
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="stretch">
        <Section title={t('reviews.trend')}>
          <table style={{ width: '100%', borderCollapse: 'collapse' }}>
            <thead>
              <tr>
                {(['reviews.trend.month', 'reviews.trend.average', 'reviews.trend.count'] as const).map((id) => (
                  <th key={id} scope="col" style={{ textAlign: 'start' }}>
                    <VisuallyHidden>{t(id)}</VisuallyHidden>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map(({ month, average: then, count }) => (
                <tr key={month}>
                  <th scope="row" style={{ textAlign: 'start', whiteSpace: 'nowrap', width: '8rem' }}>
                    <Typography variant="pi" fontWeight="regular">
                      {name(month)}
                    </Typography>
                  </th>
                  <td>
                    <Flex gap={3}>
                      <Bar part={(then ?? 0) / 5} />
                      <Box width="2.4rem" shrink={0}>
                        <Typography variant="pi" style={{ fontVariantNumeric: 'tabular-nums' }}>
                          {then === null ? '–' : figure(then)}
                        </Typography>
                      </Box>
                    </Flex>
                  </td>
                  <td style={{ paddingInlineStart: '1.2rem', width: '9rem' }}>
                    <Typography variant="pi" textColor="neutral600">
                      {t('reviews.trend.reviews', { count })}
                    </Typography>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      </Grid.Item>
    </Grid.Root>
  );
}
