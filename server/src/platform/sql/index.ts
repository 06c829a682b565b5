/** Statements that are made once, and commits that are shared. Which database it is matters to nobody outside. */
export { commitTogether } from './group-commit';
export { inserter } from './insert';
export { preparedWithin, withPrepared } from './sqlite';
export { change, rowsOf, statement } from './statement';
