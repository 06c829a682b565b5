import type { ModuleInput } from '../../../../plugin/settings/module';
import type { RecordState } from '../../../../plugin/vocabulary';

/** What of a record decides what may be done with it. */
export interface Standing {
  state: RecordState;
  /** Was approved before: a document of it exists. */
  published: boolean;
  /** A version is published now. */
  live: boolean;
  /** The party made it, or whoever did is gone. */
  own: boolean;
  /** Its role lets it write records. */
  writes: boolean;
}

export interface RecordPermissions {
  edit: boolean;
  draft: boolean;
  delete: boolean;
  withdraw: boolean;
  comment: boolean;
}

type Settings = Pick<ModuleInput, 'mayCreate' | 'mayEdit' | 'mayDraft' | 'mayDelete' | 'mayComment'>;

/**
 * What a contact may do with a record of its customer's. A draft or a rejected record that was never
 * published is still being created; whatever has gone further is edited. Colleagues see and comment. Pure.
 */
export function permissionsOf({ state, published, live, own, writes }: Standing, settings: Settings): RecordPermissions {
  const changes = writes && own;
  const inMaking = !published && (state === 'draft' || state === 'rejected');
  const edit = changes && (inMaking ? settings.mayCreate : settings.mayEdit);
  const dropsChanges = live && (state === 'draft' || state === 'rejected');
  return {
    edit,
    draft: edit && settings.mayDraft,
    delete: changes && (dropsChanges || (inMaking && settings.mayDelete)),
    withdraw: changes && state === 'submitted',
    comment: writes && settings.mayComment,
  };
}
