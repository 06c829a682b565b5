import { COMMENT_MAX, isEmptyRichText, isRichText, plainTextOf, type RichText } from '../../../plugin/rules/rich-text';
import { fieldError } from '../platform/errors';

/** A comment in the closed form of rich text, neither empty nor endless. @throws PortalError `invalid-request` */
export function requireComment(text: unknown[]): RichText {
  if (!isRichText(text)) throw fieldError(['text'], 'not-rich-text', 'is not rich text of paragraphs and lists');
  if (isEmptyRichText(text)) throw fieldError(['text'], 'required', 'is needed');
  if (plainTextOf(text).length > COMMENT_MAX) throw fieldError(['text'], 'too-long', `may have at most ${COMMENT_MAX} characters`);
  return text;
}
