export { adoptComponents, componentsIn, dataOf } from './data';
export { allowedLevel, levelOf, presentField, visibleFields, type LevelledField } from './levels';
export { markdownErrors } from './markdown';
export { humanise, type FieldInfo } from './schema';
export { createTypeFields, type ComponentFields } from './type-fields';
export {
  eachIdList,
  fieldAt,
  idsIn,
  isOfType,
  narrowIds,
  populateOf,
  presentFile,
  presentScalar,
  presentValues,
  presentWorking,
  type ComponentInfo,
  type LibraryFile,
  type Presented,
} from './values';
