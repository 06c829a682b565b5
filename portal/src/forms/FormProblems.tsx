import { forwardRef, type MouseEvent } from 'react';
import type { ApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { ErrorText } from '../ui/ErrorText';
import { Icon } from '../ui/Icon';
import type { Problem } from './problems';
import css from './forms.module.css';

interface FormProblemsProps {
  problems: readonly Problem[];
  failure: ApiError | undefined;
  /** Id and label of a field's control. */
  describe: (field: string) => { id: string; label: string };
}

/** The summary on top of a form: what is wrong, with links to the fields. Takes the focus when it appears. */
export const FormProblems = forwardRef<HTMLDivElement, FormProblemsProps>(function FormProblems({ problems, failure, describe }, ref) {
  const { t } = useText();
  if (problems.length === 0 && !failure) return null;

  const go = (event: MouseEvent, id: string) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };

  return (
    <div className={css.problems} ref={ref} tabIndex={-1} role="alert">
      <Icon name="alert" />
      <div>
        {failure && <ErrorText error={failure} />}
        {problems.length > 0 && (
          <>
            <p className={css.problemsTitle}>{t('problems.title', { count: problems.length })}</p>
            <ul role="list">
              {problems.map((problem) => {
                const { id, label } = describe(problem.field);
                const message = t(problem.message, problem.values);
                return (
                  <li key={problem.field}>
                    <a href={`#${id}`} onClick={(event) => go(event, id)}>
                      {t('problem.label', { label, message })}
                    </a>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </div>
  );
});
