import { useForm } from '@strapi/admin/strapi-admin';
import { TextInput } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { LabelledField } from '../components/LabelledField';
import { amountText } from './amount-text';

/** What Strapi's form gives a custom field. */
interface Props {
  name: string;
  label: string;
  hint?: string;
  value: unknown;
}

/** An amount that follows from the lines, as people read it. */
export default function MoneyInput({ name, label, hint, value }: Props) {
  const { locale } = useIntl();
  const currency = useForm('MoneyInput', ({ values }) => (values as Record<string, unknown>).currency);
  return (
    <LabelledField name={name} label={label} hint={hint}>
      <TextInput value={amountText(value, currency, locale)} disabled readOnly />
    </LabelledField>
  );
}
