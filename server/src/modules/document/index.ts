export { adoptComponents, componentsIn, dataOf } from './data';
export {
  describeRecordFields,
  isDefaultable,
  isListable,
  isSortable,
  type RecordAttribute,
  type RecordAttributes,
  type RecordFieldInfo,
} from './describe';
export { cellsOf, foldCells, NO_LANGUAGE, pickCells, type Cells } from './excerpt';
export {
  columnsOf,
  isGoodDefault,
  isWritableField,
  levelOf,
  presentColumn,
  presentField,
  problemsOf,
  ruleOf,
  titleFieldOf,
  visibleFields,
  type LevelledField,
} from './fields';
export { createLanguages, localeOf, type Languages } from './languages';
export { markdownErrors } from './markdown';
export { createDocumentReader, distinctFiles, titleOf, type DocumentReader, type LoadedDocument } from './reader';
export { mostBytes, refusedByLibrary } from './upload-rules';
export { eachIdList, fieldAt, idsIn, isOfType, narrowIds, populateOf, presentValues, presentWorking } from './values';
