export { columnsOf, isSortable, presentColumn, titleFieldOf } from './columns';
export { cellsOf, foldCells, NO_LANGUAGE, pickCells, type Cells } from './excerpt';
export { createLanguages, localeOf, type Languages } from './languages';
export { createDocumentReader, distinctFiles, titleOf, type DocumentReader, type LoadedDocument } from './reader';
