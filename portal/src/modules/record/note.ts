import type { RecordDetail } from '../../../../plugin/contract/customer/modules';

/** What the editor wrote who sent a record back last, if anything. */
export function noteOf({ history }: Pick<RecordDetail, 'history'>): unknown[] | undefined {
  const last = [...history]
    .sort((a, b) => a.at.localeCompare(b.at))
    .filter(({ kind }) => kind === 'rejected')
    .at(-1);
  return last?.text && last.text.length > 0 ? last.text : undefined;
}
