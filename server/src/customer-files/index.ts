/** Files that belong to a customer: how they are taken in, and how much room a customer has for all of them. */
export { createIntake, type TakenFile } from './intake';
export { createFileRoom } from './room';
export { createUpkeep } from './upkeep';
export { mostBytes, refusedByLibrary } from './upload-rules';
