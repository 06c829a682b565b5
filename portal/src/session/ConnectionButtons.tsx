import { useEffect, useState } from 'react';
import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import { asApiError, type ApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { ConnectionIcon } from '../ui/ConnectionIcon';
import { Refused } from '../ui/Refused';
import css from './sign-in.module.css';
import { leaveFor } from './leave';

interface ConnectionButtonsProps {
  connections: PortalInfo['signIn']['connections'];
  /** Begins the trip: where to send the browser. */
  begin: (key: string) => Promise<{ url: string }>;
}

/** A button for each of these providers, which leads there. */
export function ConnectionButtons({ connections, begin }: ConnectionButtonsProps) {
  const { t } = useText();
  const [going, setGoing] = useState<string>();
  const [error, setError] = useState<ApiError>();

  // Back from the provider by the browser's button, the page may stand as it was left.
  useEffect(() => {
    const shown = () => setGoing(undefined);
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, []);

  const start = async (key: string) => {
    if (going) return;
    setGoing(key);
    setError(undefined);
    try {
      leaveFor((await begin(key)).url);
    } catch (thrown) {
      setError(asApiError(thrown));
      setGoing(undefined);
    }
  };

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
