import { FormattedMessage } from 'react-intl';
import { portal } from '../portal-data';

/** Where to get help, if the organisation says so. */
export function SupportLine() {
  const { supportEmail } = portal.organisation;
  if (!supportEmail) return null;
  // What an address may have beside letters would end it in a URL (RFC 6068 §2).
  const link = <a href={`mailto:${encodeURIComponent(supportEmail).replace('%40', '@')}`}>{supportEmail}</a>;
  return (
    <p className="small">
      <FormattedMessage id="support" values={{ email: link }} />
    </p>
  );
}
