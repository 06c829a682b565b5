import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { Field } from '../forms/Field';
import { Form, useForm } from '../forms/Form';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Button } from '../ui/Button';
import { CopyButton } from '../ui/CopyButton';
import { Icon } from '../ui/Icon';
import { codesFile } from './codes';
import css from './factors.module.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  /** Whose they are: it stands in the file. */
  email: string;
  onKept: () => void | Promise<void>;
}

/** The recovery codes, which are shown this once: to copy, to download, and to say that they are kept. */
export function RecoveryCodes({ codes, email, onKept }: RecoveryCodesProps) {
  const { t } = useText();
  const [kept, setKept] = useState(false);
  const form = useForm({
    fields: { kept: { label: t('codes.kept') } },
    check: () => (kept ? [] : [{ field: 'kept', message: 'problem.codes-kept' }]),
    send: async () => onKept(),
  });

  // Closing the window now would lose them.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  return (
    <>
      <p>{t('codes.intro', { count: codes.length })}</p>
      <ul role="list" className={css.codes} translate="no">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={formCss.actions}>
        <CopyButton text={codes.join('\n')} label={t('codes.copy')} />
        <Download codes={codes} email={email} />
      </div>
      <Form form={form} submitLabel={t('continue')} busyLabel={t('continue')}>
        <Field {...form.field('kept')} inline>
          {(control) => <input {...control} type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />}
        </Field>
      </Form>
    </>
  );
}

/** Saves the codes as a text file, made in the browser. */
function Download({ codes, email }: Pick<RecoveryCodesProps, 'codes' | 'email'>) {
  const { t } = useText();
  const intl = useIntl();
  const save = () => {
    const organisation = portal.organisation.name;
    const date = intl.formatDate(new Date(), { dateStyle: 'long' });
    const text = codesFile(t('codes.file-title', { organisation }), t('codes.file-note', { email, date }), codes);
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${t('codes.file-name', { portal: portal.name })}.txt`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button onClick={save}>
      <Icon name="download" />
      {t('codes.download')}
    </Button>
  );
}
