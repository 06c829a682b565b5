import { useStrapiApp } from '@strapi/admin/strapi-admin';
import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { Images, Trash } from '@strapi/icons';
import { useState, type ComponentType } from 'react';
import { backendUrl } from '../backend';
import { useSetting } from '../components/use-setting';
import { Small } from '../components/text';
import { useMessages } from '../messages';

/** A file of the Media Library, as far as it is needed here. */
export interface Logo {
  /** Its document id. */
  id: string;
  url: string;
  name: string;
}

/** A file as the Media Library's dialog hands it over. */
interface Asset {
  documentId: string;
  url: string;
  name: string;
}

interface MediaLibraryDialogProps {
  allowedTypes: string[];
  multiple: boolean;
  onClose: () => void;
  onSelectAssets: (assets: Asset[]) => void;
}

/** Local uploads have addresses without an origin; the admin panel may run on another one. */
export const logoSource = (logo: Logo): string => (logo.url.startsWith('/') ? `${backendUrl()}${logo.url}` : logo.url);

interface Props {
  /** The saved logo and the one picked just now, where there are any. */
  logos: Logo[];
  onPick: (logo: Logo) => void;
}

/** The organisation's logo, chosen in the Media Library's own dialog. */
export function LogoField({ logos, onPick }: Props) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<string | null>('logoFile');
  const components = useStrapiApp('LogoField', (app) => app.components);
  const MediaLibrary = components['media-library'] as ComponentType<MediaLibraryDialogProps> | undefined;
  const [choosing, setChoosing] = useState(false);
  const logo = logos.find(({ id }) => id === value);

  function choose(assets: Asset[]): void {
    const [asset] = assets;
    if (asset) {
      onPick({ id: asset.documentId, url: asset.url, name: asset.name });
      set(asset.documentId);
    }
    setChoosing(false);
  }

  return (
    <Field.Root name="logoFile" error={error} hint={t('general.logo.hint')}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {t('general.logo.label')}
      </Typography>
      <Flex gap={4} wrap="wrap">
        <Flex width="16rem" height="6.4rem" padding={2} background="neutral100" borderColor="neutral200" hasRadius justifyContent="center">
          {logo ? (
            <Box tag="img" src={logoSource(logo)} alt={t('general.logo.alt', { name: logo.name })} maxWidth="100%" maxHeight="100%" />
          ) : (
            <Small>{t(value === null ? 'general.logo.none' : 'general.logo.gone')}</Small>
          )}
        </Flex>
        <Flex gap={2} wrap="wrap">
          {MediaLibrary && (
            <Button variant="secondary" startIcon={<Images />} disabled={disabled} onClick={() => setChoosing(true)}>
              {t(value === null ? 'general.logo.choose' : 'general.logo.replace')}
            </Button>
          )}
          {value !== null && (
            <Button variant="tertiary" startIcon={<Trash />} disabled={disabled} onClick={() => set(null)}>
              {t('general.logo.remove')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Field.Hint />
      <Field.Error />
      {choosing && MediaLibrary && (
        <MediaLibrary allowedTypes={['images']} multiple={false} onClose={() => setChoosing(false)} onSelectAssets={choose} />
      )}
    </Field.Root>
  );
}
