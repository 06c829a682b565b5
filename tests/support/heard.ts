import type { DocumentEventKind } from '../../plugin/vocabulary';
import { documentsOf } from '../../server/src/documents';
import { notificationsOf } from '../../server/src/notifications';
import { createRecordMails } from '../../server/src/modules/records/mails';
import { createDraft } from './documents';
import type { TestContact, TestCustomer } from './people';
import type { TestApp } from './strapi';

/** Somebody of the team. */
export const TEAM = 'team@haldenmarsh.example';

/** What a contact does with a document, and what it does elsewhere that the team may hear of. */
export type Heard = DocumentEventKind | 'files' | 'reviews' | 'time' | 'payments';

/** Whether the team is mailed at once of that; of a record that is submitted where nothing is named. */
export async function teamHears(app: TestApp, pair: { customer: TestCustomer; contact: TestContact }, kind?: Heard): Promise<boolean> {
  const before = app.mailbox.to(TEAM).length;
  if (kind === 'files' || kind === 'reviews' || kind === 'time' || kind === 'payments') {
    await notificationsOf(app.strapi).tell(kind, { event: 'file', customer: pair.customer.name, title: '', path: '/' });
  } else if (kind) {
    const { documentId } = await createDraft(app.strapi, 'quote', pair.customer);
    const actor = { contact: { id: pair.contact.id, name: 'Somebody', email: pair.contact.email } };
    await documentsOf(app.strapi).timeline.note('quote', documentId, { kind, actor });
  } else {
    const module = { row: { name: 'Repairs', notify: [] } } as never;
    await createRecordMails(app.strapi).toEditors('record-submitted', { record: 'x', module, customer: 'Alder' });
  }
  await app.settle();
  return app.mailbox.to(TEAM).length > before;
}
