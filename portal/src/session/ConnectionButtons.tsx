import { useEffect, useState } from 'react';
import { asApiError, type ApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Button } from '../ui/Button';
import { ConnectionIcon } from '../ui/ConnectionIcon';
import { Refused } from '../ui/Refused';
import css from './sign-in.module.css';
import { callPublic } from './call';
import { leaveFor } from './leave';
import { keepWanted } from './wanted';

/** A button for every provider that the portal is connected to. `wanted`: the page to go on to. */
export function ConnectionButtons({ wanted }: { wanted?: string }) {
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
      const body = wanted === undefined ? {} : { wanted };
      const { url } = await callPublic('POST /connections/:key/start', { params: { key }, body });
      keepWanted(wanted);
      leaveFor(url);
    } catch (thrown) {
      setError(asApiError(thrown));
      setGoing(undefined);
    }
  };

  return (
    <div className={css.ways}>
      {error && <Refused error={error} />}
      {portal.signIn.connections.map(({ key, name, icon }) => (
        <Button key={key} className={css.way} aria-disabled={going === key || undefined} onClick={() => void start(key)}>
          <ConnectionIcon icon={icon} />
          {t(going === key ? 'sign-in.going' : 'sign-in.connection', { name })}
        </Button>
      ))}
    </div>
  );
}
