import type { EditorModule, SettableRecordField } from '../../../plugin/contract/editor/modules';
import { call } from '../api/client';
import { ApiFailure, failureOf } from '../api/failure';
import { inputIn, inputOf, startOf, type ModuleValues, type ModuleView } from './values';

const gone = (): ApiFailure => new ApiFailure('not-found', 404, [], 'not found');

/** The fields of a content type; none where it is gone, which the module's problems tell of. */
async function fieldsOf(uid: string): Promise<SettableRecordField[]> {
  try {
    return await call('GET /module-types/:uid', { params: { uid } });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'not-found') return [];
    throw failure;
  }
}

const viewOf = (module: EditorModule, fields: SettableRecordField[]): ModuleView => ({
  contentType: module.contentType,
  typeName: module.typeName,
  input: inputIn(module),
  fields,
  module,
});

/** A stored module, with the fields that its content type has now. */
export async function loadModule(id: string): Promise<ModuleView> {
  const module = (await call('GET /modules')).find((one) => one.id === id);
  if (!module) throw gone();
  return viewOf(module, await fieldsOf(module.contentType));
}

/** What a new module of a content type begins with. */
export async function startModule(uid: string): Promise<ModuleView> {
  const [candidates, fields] = await Promise.all([call('GET /module-types'), fieldsOf(uid)]);
  const candidate = candidates.find((one) => one.uid === uid && one.reason === null);
  if (!candidate) throw gone();
  return { contentType: uid, typeName: candidate.name, input: startOf(candidate.name, fields), fields };
}

/** Saves a module; the fields stay those that the editor sees. */
export async function saveModule(values: ModuleValues, view: ModuleView): Promise<ModuleView> {
  const input = inputOf(values, view);
  const { module, contentType, fields } = view;
  if (!module) return viewOf(await call('POST /modules', { body: { ...input, contentType } }), fields);
  const { id, revision } = module;
  return viewOf(await call('PUT /modules/:id', { params: { id }, body: { ...input, revision } }), fields);
}
