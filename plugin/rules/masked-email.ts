/**
 * An address so that its owner knows it again and nobody else learns it: `a•••@e•••.org`. How long it is stays hidden
 * too. Pure.
 */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  const [host = ''] = email.slice(at + 1);
  const end =
    email
      .slice(at + 1)
      .split('.')
      .at(-1) ?? '';
  return `${first}•••@${host}•••.${end}`;
}
