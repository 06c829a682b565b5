export { settingsHandlers } from './admin';
