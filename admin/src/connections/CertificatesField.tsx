import { Button, Flex, Textarea } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { SAML } from '../../../plugin/preferences/forms';
import { useSetting } from '../components/use-setting';
import { Small } from '../components/text';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';

/** The provider's signing certificates: two at once while it changes its key. */
export function CertificatesField() {
  const t = useMessages();
  const { value: certificates, set, error, disabled } = useSetting<string[]>('certificates');
  // There is always a place to paste the first one.
  const shown = certificates.length === 0 ? [''] : certificates;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {shown.map((certificate, index) => (
        <LabelledField
          label={t('connection.certificates.nth', { number: index + 1 })}
          // Certificates have no identity of their own: what is typed changes one, not its place.
          key={index}
          name={`certificates.${index}`}
          required={index === 0}
          error={index === 0 ? error : undefined}
          hint={index === 0 ? t('setting.hint.connection.certificates') : undefined}
        >
          <Flex justifyContent="space-between" gap={2} width="100%">
            {!disabled && certificates.length > 1 && (
              <Button
                variant="ghost"
                size="S"
                startIcon={<Trash />}
                aria-label={t('connection.certificates.remove', { number: index + 1 })}
                onClick={() => set(certificates.filter((_, at) => at !== index))}
              >
                {t('connection.certificates.remove.short')}
              </Button>
            )}
          </Flex>
          <Textarea
            value={certificate}
            disabled={disabled}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            style={{ fontFamily: 'monospace' }}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
              set(shown.map((other, at) => (at === index ? event.target.value : other)))
            }
          />
        </LabelledField>
      ))}
      {!disabled && certificates.length > 0 && certificates.length < SAML.certificates.max && (
        <Flex gap={3} wrap="wrap">
          <Button variant="secondary" startIcon={<Plus />} onClick={() => set([...certificates, ''])}>
            {t('connection.certificates.add')}
          </Button>
          <Small>{t('connection.certificates.rotation')}</Small>
        </Flex>
      )}
    </Flex>
  );
}
