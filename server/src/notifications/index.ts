/** Mail to the team about what customers do. */
export { notificationsOf, type Deed, type Topic } from './service';
