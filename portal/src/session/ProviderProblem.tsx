import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Notice } from '../ui/Notice';

/** Said as news rather than as a failure: something is on its way. */
const NEWS = ['link-mailed'];

/** Why signing in through somebody else did not work, and what to do; told by a code in the address. */
export function ProviderProblem({ code }: { code: string }) {
  const { lookup, t } = useText();
  const { organisation, signIn } = portal;
  const values = { organisation: organisation.name, password: signIn.methods.includes('password') ? 'yes' : 'no' };
  const text = lookup(`sign-in.problem.${code}`, values) ?? t('sign-in.problem.unexpected', values);
  return <Notice kind={NEWS.includes(code) ? 'info' : 'warning'} text={text} />;
}
