import { FormattedMessage } from 'react-intl';
import { portal } from '../portal-data';
import css from './ui.module.css';

/** Where to get help, if the organisation says so. */
export function SupportLine() {
  const { supportEmail } = portal.organisation;
  if (!supportEmail) return null;
  const link = <a href={`mailto:${supportEmail}`}>{supportEmail}</a>;
  return (
    <p className={css.support}>
      <FormattedMessage id="support" values={{ email: link }} />
    </p>
  );
}
