import { Page } from '../app/Page';
import { PublicFrame } from '../app/PublicFrame';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Button } from '../ui/Button';
import { SupportLine } from '../ui/SupportLine';

/** In place of the whole portal: it is switched off, or this contact's access is. */
export default function Closed({ why }: { why: 'off' | 'no-access' }) {
  const { t } = useText();
  return (
    <PublicFrame>
      <Page title={t(`${why}.title`)}>
        <p>{t(`${why}.text`, { organisation: portal.organisation.name })}</p>
        <p>
          <Button onClick={() => window.location.reload()}>{t('try-again')}</Button>
        </p>
        <SupportLine />
      </Page>
    </PublicFrame>
  );
}
