import { useText } from '../language/useText';

/** The browser and the system that the server made out, as `Chrome on Windows`, in the reader's language. */
export function useDevice(): (device: string) => string {
  const { t } = useText();
  return (device) => {
    const [browser, system] = device.split(' on ');
    return browser && system ? t('security.device', { browser, system }) : device;
  };
}
