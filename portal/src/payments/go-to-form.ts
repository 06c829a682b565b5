import type { Language } from '../../../plugin/vocabulary';
import { isWebAddress, leaveFor } from '../session/leave';

/**
 * Goes to a page of ours with a payment provider's fields, which speaks the language that is shown here. The token of a
 * link is posted: it stands in no address.
 */
export function goToForm(url: string, language: Language, link?: string): void {
  if (link === undefined) return leaveFor(`${url}?language=${language}`);
  if (!isWebAddress(url)) return leaveFor(url);
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  for (const [name, value] of Object.entries({ link, language })) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
