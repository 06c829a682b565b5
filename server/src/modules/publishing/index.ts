export { createPublishing, isOurs, type Publishing } from './publishing';
export { PublishingError, refusalForCustomer, refusalForEditor, refusalsOf } from './refusals';
