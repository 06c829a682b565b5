import type { Response } from '../api/client';
import { Answer } from '../documents/answer/Answer';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { useOnce } from '../session/useOnce';

interface LinkedAnswerProps {
  token: string;
  quote: NonNullable<Response<'GET /public-link'>['quote']>;
  /** What is accepted, for whoever sees it. */
  text?: string;
  answered: () => void;
}

/** An answer to a quote by its public link: nobody has to prove an address for that. */
export function LinkedAnswer({ token, quote: { revision, may }, text, answered }: LinkedAnswerProps) {
  const { t } = useText();
  const { callByLink } = useOnce();
  return (
    <Answer
      may={may}
      text={text ?? t('answer.accept.unseen', { organisation: portal.organisation.name })}
      name=""
      anonymous
      accept={(given) => callByLink(token, 'POST /public-link/acceptance', { body: { revision, ...given } })}
      decline={(given) => callByLink(token, 'POST /public-link/refusal', { body: { revision, ...given } })}
      answered={answered}
    />
  );
}
