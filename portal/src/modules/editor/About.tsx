import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { Notice } from '../../ui/Notice';
import { RichText } from '../rich/RichText';
import { noteOf } from '../record/note';

/** What somebody should know before they change a record: why it came back, and what saving does. */
export function About({ module, record }: { module: ModuleDetail; record: RecordDetail }) {
  const { t } = useText();
  const organisation = portal.organisation.name;
  if (record.state === 'rejected') {
    const note = noteOf(record);
    return (
      <Notice kind="warning" text={t('standing.rejected', { organisation })}>
        {note && <RichText value={note} />}
      </Notice>
    );
  }
  if (record.state === 'submitted') return <Notice kind="info" text={t(record.may.draft ? 'about.submitted' : 'about.submitted-only')} />;
  if (record.live) return <Notice kind="info" text={t(module.approval ? 'about.live-approval' : 'about.live')} />;
  return null;
}
