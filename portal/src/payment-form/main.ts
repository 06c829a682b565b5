import type { FormContext, FormFields } from './context';
import type { FormPageData } from '../../../plugin/payments/form-page';
import { applyAccent } from '../styles/apply-accent';
import './page.css';

/** After this long somebody is told that it takes long; the fields may come all the same. */
const SLOW = 15_000;

function part<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found as T;
}

const data = JSON.parse(part('form-data').textContent) as FormPageData;
const { parameters, purpose, language, returnUrl, words } = data;
const [form, fields, loading, problem] = [part<HTMLFormElement>('form'), part('fields'), part('loading'), part('problem')];
const button = part<HTMLButtonElement>('submit');

/** Says what is wrong, and leads people there; an empty text takes it away. */
function say(text: string): void {
  problem.textContent = text;
  problem.hidden = text === '';
  if (text !== '') problem.focus();
}

/** Where it is said what has come of it: that page asks the provider. Back from there leads to no form. */
const done = (): void => window.location.replace(data.done);

function context(): FormContext {
  const tokens = getComputedStyle(document.documentElement);
  const colour = (name: string): string => tokens.getPropertyValue(`--${name}`).trim();
  return {
    parameters,
    purpose,
    element: fields,
    language,
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    colours: { accent: colour('accent-text'), text: colour('text'), background: colour('surface'), danger: colour('danger') },
    returnUrl,
    done,
  };
}

/** One at a time, however often the button is pressed. */
function submitBy(send: NonNullable<FormFields['submit']>): void {
  let busy = false;
  const stand = (now: boolean): void => {
    busy = now;
    button.setAttribute('aria-disabled', String(now));
    button.textContent = now ? words.busy : words.submit;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    stand(true);
    say('');
    send().then(
      (wrong) => {
        if (wrong === undefined) return done();
        stand(false);
        say(wrong);
      },
      // Nobody knows what has become of it: the next page finds out.
      done,
    );
  });
  button.hidden = false;
}

async function start(): Promise<void> {
  const slow = setTimeout(() => say(words.slow), SLOW);
  try {
    const script = (await import(/* @vite-ignore */ data.script)) as {
      default: (context: FormContext) => FormFields | undefined | Promise<FormFields | undefined>;
    };
    const made = await script.default(context());
    say('');
    if (made?.submit) submitBy(made.submit.bind(made));
  } catch (error) {
    console.error(error);
    fields.replaceChildren();
    say(words.failed);
  } finally {
    clearTimeout(slow);
    loading.hidden = true;
  }
}

applyAccent(data.accent);
void start();
