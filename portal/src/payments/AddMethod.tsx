import { useQueryClient } from '@tanstack/react-query';
import type { PaymentWay } from '../../../plugin/contract/customer/payments';
import { hasCode } from '../api/api-error';
import pageCss from '../app/page.module.css';
import documentCss from '../documents/documents.module.css';
import { useLanguage } from '../language/LanguageProvider';
import { useText } from '../language/useText';
import { leaveFor } from '../session/leave';
import { useOnce } from '../session/useOnce';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Refused } from '../ui/Refused';
import { useAction } from '../ui/useAction';
import { goToForm } from './go-to-form';
import { methodsQuery } from './queries';
import { providerName, useMethodWords } from './words';

type Ways = readonly Pick<PaymentWay, 'provider' | 'methods'>[];

/** Adds a method with a provider: on its page, or on one of ours with its fields, from which one comes back here. */
export function AddMethod({ ways }: { ways: Ways }) {
  const { t } = useText();
  const client = useQueryClient();
  const { language } = useLanguage();
  const { kindOf } = useMethodWords();
  const { call } = useOnce();
  const { doing, error, start } = useAction<string>();
  const choices = ways.flatMap(({ provider, methods }) => methods.map((method) => ({ provider, method })));
  const nameOf = ({ provider, method }: (typeof choices)[number]): string => {
    const alike = choices.filter((other) => other.method === method).length > 1;
    return alike ? t('method.by', { name: kindOf(method), provider: providerName(provider) }) : kindOf(method);
  };
  const add = async (body: (typeof choices)[number]) => {
    const { next } = await call('POST /payment-methods', { body });
    if (next?.kind === 'redirect') return leaveFor(next.url);
    if (next?.kind === 'embedded') return goToForm(next.url, language);
    await client.invalidateQueries({ queryKey: methodsQuery.queryKey });
  };
  return (
    <section className={pageCss.panel} aria-labelledby="add-method">
      <h2 id="add-method">{t('methods.add')}</h2>
      {error && <Refused error={error} text={hasCode(error, 'provider-unreachable') ? t('methods.unreachable') : undefined} />}
      <p className={pageCss.muted}>{t('methods.add-text')}</p>
      <div className={documentCss.actions}>
        {choices.map((one) => {
          const key = `${one.provider}:${one.method}`;
          return (
            <Button key={key} aria-disabled={doing === key || undefined} onClick={() => void start(key, () => add(one))}>
              <Icon name="plus" />
              {doing === key ? t('busy') : nameOf(one)}
            </Button>
          );
        })}
      </div>
    </section>
  );
}
