export { tabsOf } from './service';
