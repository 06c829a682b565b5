import { useEffect, useState, type ComponentType } from 'react';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Notice } from '../ui/Notice';
import { Loading } from '../ui/Skeleton';
import { EMBEDDED, type EmbeddedFormProps } from './embedded';

/** The form of a provider that is shown in the portal; says so where this portal has none for it, or it did not come. */
export function EmbeddedForm({ provider, ...props }: EmbeddedFormProps & { provider: string }) {
  const { t } = useText();
  const [form, setForm] = useState<{ Form: ComponentType<EmbeddedFormProps> }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const load = EMBEDDED[provider];
    if (!load) return setFailed(true);
    let gone = false;
    load().then(
      (Form) => !gone && setForm({ Form }),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [provider]);
  if (failed) return <Notice kind="warning" text={t('payment.no-form', { organisation: portal.organisation.name })} />;
  return form ? <form.Form {...props} /> : <Loading shapes={['control', 'control']} />;
}
