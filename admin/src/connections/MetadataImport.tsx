import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Button, Field, Flex, Textarea, TextInput } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { useRef, useState, type ChangeEvent } from 'react';
import { useIntl } from 'react-intl';
import { call, type RequestFor, type ResponseFor } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { Subheading } from '../components/text';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import type { SamlValues } from './values';
import { metadataProblem } from './words';

type Source = RequestFor<'POST /connections-metadata'>['body'];
type Imported = ResponseFor<'POST /connections-metadata'>;

/** Larger documents are not one provider's metadata. */
const MAX_FILE = 400_000;

/** Fills the provider's fields from its metadata: pasted, from a file, or fetched by the server. */
export function MetadataImport() {
  const t = useMessages();
  const intl = useIntl();
  const values = useForm('MetadataImport', (form) => form.values) as SamlValues;
  // What is typed while the provider is asked is kept.
  const latest = useRef(values);
  latest.current = values;
  const setValues = useForm('MetadataImport', (form) => form.setValues);
  const disabled = useForm('MetadataImport', (form) => form.disabled);
  const file = useRef<HTMLInputElement>(null);
  const [xml, setXml] = useState('');
  const [url, setUrl] = useState('');
  const [busy, setBusy] = useState<'xml' | 'url'>();
  const [done, setDone] = useState<Imported>();
  const [problem, setProblem] = useState<{ at: 'xml' | 'url'; text: string }>();

  const textOf = (failure: ApiFailure): string => {
    if (failure.code === 'provider-unreachable') return t('metadata.unreachable');
    if (failure.code === 'invalid-request') return metadataProblem(t, failure.fieldErrors[0]?.code);
    return failureText(t, failure);
  };

  async function read(at: 'xml' | 'url', body: Source): Promise<void> {
    setBusy(at);
    setProblem(undefined);
    setDone(undefined);
    try {
      const imported = await call('POST /connections-metadata', { body });
      const { entityId, ssoUrl, sloUrl, certificates } = imported;
      setValues({ ...latest.current, entityId, ssoUrl, sloUrl: sloUrl ?? '', certificates });
      setDone(imported);
    } catch (error) {
      setProblem({ at, text: textOf(failureOf(error)) });
    } finally {
      setBusy(undefined);
    }
  }

  async function onFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [chosen] = event.target.files ?? [];
    // The same file can be chosen again after it was changed.
    event.target.value = '';
    if (!chosen) return;
    if (chosen.size > MAX_FILE) {
      setProblem({ at: 'xml', text: t('metadata.too-large') });
      return;
    }
    const text = await chosen.text();
    setXml(text);
    await read('xml', { xml: text });
  }

  return (
    <Box background="neutral100" padding={4} hasRadius>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Subheading title={t('metadata.title')} intro={t('metadata.intro')} />
        <LabelledField label={t('metadata.url.label')} name="metadata-url" error={problem?.at === 'url' ? problem.text : undefined}>
          <Flex gap={2} alignItems="stretch" width="100%">
            <Box grow={1}>
              <TextInput
                type="url"
                value={url}
                disabled={disabled}
                maxLength={2000}
                placeholder="https://"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setUrl(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  if (url.trim() !== '') void read('url', { url: url.trim() });
                }}
              />
            </Box>
            <Button
              variant="secondary"
              size="L"
              loading={busy === 'url'}
              disabled={disabled || busy !== undefined || url.trim() === ''}
              onClick={() => void read('url', { url: url.trim() })}
            >
              {t('metadata.fetch')}
            </Button>
          </Flex>
        </LabelledField>
        <Field.Root name="metadata-xml" error={problem?.at === 'xml' ? problem.text : undefined}>
          <Field.Label>{t('metadata.xml.label')}</Field.Label>
          <Textarea
            value={xml}
            disabled={disabled}
            spellCheck={false}
            placeholder="<md:EntityDescriptor …"
            style={{ fontFamily: 'monospace' }}
            onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setXml(event.target.value)}
          />
          <Field.Error />
          <Flex gap={2} wrap="wrap">
            <Button
              variant="secondary"
              loading={busy === 'xml'}
              disabled={disabled || busy !== undefined || xml.trim() === ''}
              onClick={() => void read('xml', { xml })}
            >
              {t('metadata.read')}
            </Button>
            <Button
              variant="tertiary"
              startIcon={<Upload />}
              disabled={disabled || busy !== undefined}
              onClick={() => file.current?.click()}
            >
              {t('metadata.file')}
            </Button>
            <input
              ref={file}
              type="file"
              accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
              hidden
              aria-label={t('metadata.file')}
              onChange={(event) => void onFile(event)}
            />
          </Flex>
        </Field.Root>
        {done && (
          <Notice kind="success" title={t('metadata.done.title')} onClose={() => setDone(undefined)}>
            {[
              t('metadata.done', { count: done.certificates.length }),
              done.certificatesEndAt === null
                ? ''
                : t('metadata.done.ends', {
                    date: intl.formatDate(done.certificatesEndAt, { day: 'numeric', month: 'long', year: 'numeric' }),
                  }),
            ]
              .filter(Boolean)
              .join(' ')}
          </Notice>
        )}
      </Flex>
    </Box>
  );
}
