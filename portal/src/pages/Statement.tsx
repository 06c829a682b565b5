import { Page } from '../app/Page';
import { StatementView } from '../documents/statement/StatementView';
import { useText } from '../language/useText';

/** What the customer owed, what moved it, and what it owes. */
export default function Statement() {
  const { t } = useText();
  return (
    <Page title={t('statement.title')}>
      <StatementView />
    </Page>
  );
}
