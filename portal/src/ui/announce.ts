/** Id of the live region that index of the app renders once. */
export const LIVE_REGION = 'live-region';

/** Says something to screen readers without moving the focus. */
export function announce(text: string): void {
  const region = document.getElementById(LIVE_REGION);
  if (!region) return;
  // Emptied first, so that the same text twice is said twice.
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}
