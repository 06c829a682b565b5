import type { SectionValues } from '../../../../plugin/settings';
import { numberingProblems } from '../../../../plugin/rules/documents/series';
import { useMessages } from '../../messages';
import { Group } from '../../settings/Group';
import { SectionScreen } from '../../settings/SectionScreen';
import { checkRates, ratesWords } from './check';
import { Rates } from './Rates';
import { SampleButton } from './SampleButton';

/** *Settings → Customer Portal → Documents*. */
export default function DocumentsPage() {
  const t = useMessages();
  const check = (values: SectionValues<'documents'>): Map<string, string> =>
    new Map([
      ...checkRates(t, values.taxRates),
      ...numberingProblems(values).map(({ path }) => [path.join('.'), t('error.field.gst-number')] as const),
    ]);
  return (
    <SectionScreen section="documents" check={check} describe={(_name, value) => ratesWords(t, value)}>
      {() => (
        <>
          <Group section="documents" group="seller" />
          <Group section="documents" group="terms" />
          <Rates />
          <Group section="documents" group="numbers" />
          <Group section="documents" group="pdf">
            <SampleButton />
          </Group>
        </>
      )}
    </SectionScreen>
  );
}
