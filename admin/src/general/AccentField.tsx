import { Box, Flex, TextInput, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useIntl } from 'react-intl';
import { useSetting } from '../components/use-setting';
import { Small } from '../components/text';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { contrast, inkOn, normaliseColour } from './colour';

/** The browser's own colour picker, as tall as Strapi's inputs. */
const Picker = styled.input`
  width: 4.8rem;
  height: 4rem;
  padding: 0.4rem;
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: pointer;

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  &:disabled {
    cursor: not-allowed;
  }
`;

/** The accent colour, typed or picked, with a button as customers will see it. */
export function AccentField() {
  const t = useMessages();
  const intl = useIntl();
  const { value, set, error, disabled } = useSetting<string>('accentColour');
  const colour = normaliseColour(value);
  const ink = colour && inkOn(colour);
  return (
    <LabelledField
      label={t('preference.accentColour.label')}
      name="accentColour"
      required
      error={colour ? error : t('error.field.not-a-colour')}
      hint={t('preference.accentColour.help')}
    >
      <Flex gap={3} wrap="wrap">
        <Picker
          type="color"
          aria-label={t('general.accent.pick')}
          value={colour ?? '#000000'}
          disabled={disabled}
          onChange={(event) => set(event.target.value)}
        />
        <Box width="14rem">
          <TextInput
            value={value}
            disabled={disabled}
            maxLength={9}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => set(event.target.value)}
            onBlur={() => colour && colour !== value && set(colour)}
          />
        </Box>
        {colour && ink && (
          <Flex gap={3} wrap="wrap">
            <Box paddingLeft={4} paddingRight={4} paddingTop={2} paddingBottom={2} hasRadius style={{ background: colour }}>
              <Typography fontWeight="semiBold" style={{ color: ink }}>
                {t('general.accent.sample')}
              </Typography>
            </Box>
            <Small>
              {t('general.accent.contrast', {
                ratio: intl.formatNumber(contrast(colour, ink), { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
              })}
            </Small>
          </Flex>
        )}
      </Flex>
    </LabelledField>
  );
}
