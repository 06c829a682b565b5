import type { EditorModule } from '../../../plugin/contract/editor/modules';
import type { ModuleInput } from '../../../plugin/settings/module';
import { call } from '../api/client';
import { useLoad, type Loaded } from '../api/use-load';
import { useChanges } from '../components/use-changes';
import { useMessages } from '../messages';

export interface Modules {
  loaded: Loaded<EditorModule[]>;
  /** Ids of modules whose change is under way. */
  busy: ReadonlySet<string>;
  /** Resolves to whether it worked; what did not was told. */
  switchModule: (module: EditorModule, enabled: boolean) => Promise<boolean>;
  remove: (module: EditorModule) => Promise<boolean>;
  /** Moves a module and saves the order at once. */
  move: (from: number, to: number) => Promise<boolean>;
}

/** What of a module is saved. */
export function inputIn({
  id: _id,
  contentType: _type,
  typeName: _name,
  problems: _problems,
  revision: _revision,
  ...input
}: EditorModule): ModuleInput {
  return input;
}

/** The list of modules, and the changes that are saved at once. */
export function useModules(): Modules {
  const t = useMessages();
  const loaded = useLoad(() => call('GET /modules'));
  const { data: entries = [], setData: show, reload } = loaded;
  const { busy, change, move } = useChanges(reload);

  return {
    loaded,
    busy,
    switchModule: (module, enabled) => {
      const { id, name, revision } = module;
      return change(
        id,
        { done: t(enabled ? 'modules.switched-on' : 'modules.switched-off', { name }), conflict: t('modules.conflict.switch', { name }) },
        () => call('PUT /modules/:id', { params: { id }, body: { ...inputIn(module), enabled, revision } }),
      );
    },
    remove: ({ id, name }) =>
      change(id, { done: t('modules.deleted', { name }), conflict: t('modules.conflict.deleted', { name }) }, () =>
        call('DELETE /modules/:id', { params: { id } }),
      ),
    move: (from, to) => {
      const save = async (ids: string[]): Promise<void> => show(await call('PUT /modules/order', { body: { ids } }));
      return move({ entries, show, save }, from, to, { conflict: t('modules.conflict.order') });
    },
  };
}
