import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { ConnectionIcon } from '../ui/ConnectionIcon';
import { Refused } from '../ui/Refused';
import css from './sign-in.module.css';
import { useTrip } from './useTrip';

interface ConnectionButtonsProps {
  connections: PortalInfo['signIn']['connections'];
  /** Begins the trip: where to send the browser. */
  begin: (key: string) => Promise<{ url: string }>;
}

/** A button for each of these providers, which leads there. */
export function ConnectionButtons({ connections, begin }: ConnectionButtonsProps) {
  const { t } = useText();
  const { going, error, start } = useTrip(begin);
  return (
    <div className={css.ways}>
      {error && <Refused error={error} />}
      {connections.map(({ key, name, icon }) => (
        <Button key={key} className={css.way} aria-disabled={going === key || undefined} onClick={() => void start(key)}>
          <ConnectionIcon icon={icon} />
          {t(going === key ? 'sign-in.going' : 'sign-in.connection', { name })}
        </Button>
      ))}
    </div>
  );
}
