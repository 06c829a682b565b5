/** Timelines: what happened, and what was said about it. They are of records and of documents, which this knows neither of. */
export { actorOf, type Actor } from './actor';
export { requireComment } from './comment';
export { createTimelines, type EventRow, type Line } from './store';
