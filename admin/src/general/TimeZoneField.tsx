import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { keepEnter } from '../components/enter';
import { useSetting } from '../components/use-setting';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';

/** Every zone that this browser knows, with UTC, which browsers leave out, and the one that is set. */
function zonesWith(present: string): string[] {
  const known = new Set(['UTC', present, ...Intl.supportedValuesOf('timeZone')]);
  return [...known].filter((zone) => zone !== '').sort();
}

/** The organisation's time zone, found by typing. */
export function TimeZoneField() {
  const t = useMessages();
  const intl = useIntl();
  const { value, set, error, disabled } = useSetting<string>('timeZone');
  // Held here, since Strapi's Combobox finds the text of a value only among options that are mounted.
  const [text, setText] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    setText(value);
  }, [value]);
  const zones = useMemo(() => zonesWith(value), [value]);
  return (
    <LabelledField
      label={t('preference.timeZone.label')}
      name="timeZone"
      error={error}
      onKeyDown={keepEnter}
      hint={`${t('preference.timeZone.help')} ${t('general.time-zone.now', { time: intl.formatTime(new Date(), { timeZone: value, timeStyle: 'short' }) })}`}
    >
      <Combobox
        autocomplete={{ type: 'list', filter: 'contains' }}
        value={value}
        disabled={disabled}
        noOptionsMessage={() => t('general.time-zone.none')}
        textValue={text}
        onTextValueChange={setText}
        onFocus={(event) => event.target.select()}
        clearLabel={t('general.time-zone.clear')}
        onClear={() => setText('')}
        // Left with text that names no zone, the field goes back to the one that is set.
        onBlur={() => setTimeout(() => setText(latest.current))}
        onChange={(zone?: string) => zone && zones.includes(zone) && set(zone)}
      >
        {zones.map((zone) => (
          <ComboboxOption key={zone} value={zone}>
            {zone}
          </ComboboxOption>
        ))}
      </Combobox>
    </LabelledField>
  );
}
