import { Typography } from '@strapi/design-system';
import { Key } from '@strapi/icons';
import { PictureBox } from '../components/PictureBox';
import type { ConnectionSettings } from '../../../plugin/settings/connection';

type Icon = ConnectionSettings['icon'];

/** Letters instead of trademarks: the panel only needs to tell them apart. */
const LETTERS: Record<Exclude<Icon, 'generic'>, string> = {
  google: 'G',
  microsoft: 'M',
  apple: 'A',
  linkedin: 'in',
  yahoo: 'Y',
};

/** Tells connections apart at a glance; the name always stands beside it. */
export function ProviderIcon({ icon }: { icon: Icon }) {
  return (
    <PictureBox>
      {icon === 'generic' ? (
        <Key width="1.6rem" height="1.6rem" fill="neutral600" />
      ) : (
        <Typography fontWeight="bold" textColor="neutral700">
          {LETTERS[icon]}
        </Typography>
      )}
    </PictureBox>
  );
}
