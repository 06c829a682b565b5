import { useForm } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import { useState } from 'react';
import type { DocumentSettings } from '../../../../plugin/settings/documents';
import { call, type ResponseFor } from '../../api/client';
import { Notice } from '../../components/Notice';
import { Small } from '../../components/text';
import { useTask } from '../../components/use-task';
import { useMessages } from '../../messages';
import { showBytes } from '../../sending/pdf';

type Problem = NonNullable<ResponseFor<'POST /documents/sample'>['problem']>;

/** A sample by what stands on the page, saved or not; where the template fails, what is wrong with it. */
export function SampleButton() {
  const t = useMessages();
  const values = useForm('SampleButton', (form) => form.values) as unknown as DocumentSettings;
  const { busy, run } = useTask();
  const [problem, setProblem] = useState<Problem>();

  async function show(): Promise<void> {
    const made = await call('POST /documents/sample', { body: { values } });
    setProblem(made.problem ?? undefined);
    if (made.pdf !== null)
      showBytes(
        Uint8Array.from(atob(made.pdf), (character) => character.charCodeAt(0)),
        'sample.pdf',
      );
  }

  return (
    <Flex direction="column" alignItems="flex-start" gap={3} paddingTop={4}>
      <Button variant="secondary" startIcon={<Eye />} loading={busy} onClick={() => void run(show)}>
        {t('sample.show')}
      </Button>
      <Small>{t('sample.hint')}</Small>
      {problem && (
        <Notice kind="danger" title={t(`sample.problem.${problem.reason}`)} onClose={() => setProblem(undefined)}>
          {problem.message}
          {problem.places.length > 0 && (
            <ul>
              {problem.places.map(({ file, line, message }) => (
                <li key={`${file} ${line} ${message}`}>
                  {file === '' ? message : t('sample.place', { place: line === null ? file : `${file}:${line}`, message })}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </Flex>
  );
}
