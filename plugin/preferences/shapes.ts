import type { Language } from '../vocabulary';
import type { FormSection, GroupOf } from './sections';

/** On or off. */
export interface SwitchShape {
  readonly shape: 'switch';
  readonly default: boolean;
}
/** One of a few named values; each is called `preference.<key>.<value>`. */
export interface ChoiceShape {
  readonly shape: 'choice';
  readonly choices: readonly string[];
  readonly default: string;
}
/** A whole number within bounds; `unit` names what it counts. */
export interface NumberShape {
  readonly shape: 'number';
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly default: number;
}

/** What a text must be besides short enough: a rule of `plugin/rules/`, or one or several lines of plain text. */
export const TEXT_FORMATS = [
  'line',
  'lines',
  'email',
  'emails',
  'colour',
  'portal-name',
  'time-zone',
  'currency',
  'iban',
  'bic',
  'upi',
] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** A text of at most `max` UTF-16 units. */
export interface TextShape {
  readonly shape: 'text';
  readonly format: TextFormat;
  readonly max: number;
  /** May not be empty; `preference.<key>.missing` says so. */
  readonly required?: true;
  readonly default: string;
}
/** A text for each language of the portal; empty: the portal's own words. */
export interface LocalizedTextShape {
  readonly shape: 'localized-text';
  readonly format: 'line' | 'lines';
  readonly max: number;
  readonly default: Readonly<Record<Language, string>>;
}
/** Rows × columns of switches. Rows and columns are called `preference.<key>.row.<row>` and `.column.<column>`. */
export interface MatrixShape {
  readonly shape: 'matrix';
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly default: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}

export type Shape = SwitchShape | ChoiceShape | NumberShape | TextShape | LocalizedTextShape | MatrixShape;

/** Where an entry stands: a section, and a box of its page. */
type Place = { [S in FormSection]: { readonly section: S; readonly group: GroupOf<S> } }[FormSection];

/**
 * One thing that editors can set. Its label and help stand in the admin's message files under
 * `preference.<key>.label` and `preference.<key>.help`.
 */
export type Preference = Shape &
  Place & {
    /** Switches that must be on for this one to have an effect. */
    readonly requires?: readonly string[];
    /** Under what name a signed-in customer's portal is told of a switch (`abilities` of the session). */
    readonly ability?: string;
  };

/** The type of an entry's value. */
export type ValueOf<P extends Shape> = P extends SwitchShape
  ? boolean
  : P extends ChoiceShape
    ? P['choices'][number]
    : P extends NumberShape
      ? number
      : P extends TextShape
        ? string
        : P extends LocalizedTextShape
          ? Record<Language, string>
          : P extends MatrixShape
            ? Record<P['rows'][number], Record<P['columns'][number], boolean>>
            : never;
