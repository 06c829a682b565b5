/** An id of a line or a rate, unlike any other of its document or list. (`randomUUID` is not there without https.) */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
