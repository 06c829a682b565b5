export { createCatalogue, type Catalogue, type LoadedModule, type TypeShape } from './catalogue';
export { createModuleSettings } from './settings';
