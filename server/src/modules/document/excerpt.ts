/**
 * Excerpts of a record for lists: kept beside its owner, so that a list is one read by an index
 * however many records there are. Kept for every field that a list could show; what a customer may
 * see of them is decided when they are read. Pure.
 */
import { isScalarType } from '../../../../plugin/fields/field';
import { fold } from '../../platform/search';
import type { FieldInfo } from '../../fields';

export type Cell = string | number | boolean | null;
/** By language (`_` where the content type has none), then by field. */
export type Cells = Record<string, Record<string, Cell>>;

/** Longest excerpt, in UTF-16 units. */
const MOST = 200;

/** The key of versions without a language; MariaDB finds no member called `-`. */
export const NO_LANGUAGE = '_';

const shorten = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST - 1).toWellFormed()}…` : text);

/** The cells of one version, from its values in the form that the portal uses. */
export function cellsOf(infos: FieldInfo[], values: Record<string, unknown>): Record<string, Cell> {
  return Object.fromEntries(
    infos
      .filter(({ type }) => isScalarType(type))
      .flatMap(({ name, type }): [string, Cell][] => {
        const value = values[name];
        if (value === null || value === undefined) return [];
        if (type === 'time' && typeof value === 'string') return [[name, value.slice(0, 5)]];
        if (typeof value === 'string') return [[name, shorten(value)]];
        return typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [];
      }),
  );
}

export const foldCells = (cells: Record<string, Cell>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([name, cell]): [string, string][] =>
      typeof cell === 'string' || typeof cell === 'number' ? [[name, fold(String(cell))]] : [],
    ),
  );

/** The cells that a reader sees: the first of the languages that there is, else any. */
export function pickCells(cells: Cells | null, languages: readonly string[]): Record<string, Cell> {
  if (!cells) return {};
  const key = languages.find((language) => Object.hasOwn(cells, language)) ?? Object.keys(cells)[0];
  return key === undefined ? {} : (cells[key] ?? {});
}
