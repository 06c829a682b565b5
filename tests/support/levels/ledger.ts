/**
 * Which words are whose: every value that is stored and every name in a schema is written down, so
 * that whatever a customer is sent can be asked for words that it must not hold.
 */
import type { ModuleInput } from '../../../plugin/settings/module';
import { tokenOf, tokensIn } from './draw';
import type { Plan, TypePlan } from './schemas';
import { isShown, placesOf } from './settings';

/** Who reads: a contact of a customer. */
export interface Reader {
  name: string;
  kind: 'customer' | 'vendor';
  customer: number;
  contact: number;
  email: string;
}

/** A document or record that exists; the team's own have no owner. */
export interface Held {
  type: TypePlan;
  owner: Pick<Reader, 'customer' | 'contact'> | null;
  /** Its published version is there. */
  live: boolean;
  document: string | null;
  record: string | null;
  /** Words of the published version by field, and the version that nobody approved yet. */
  words: Map<string, string>;
  working: Version | null;
  /** What waits for approval, as it was sent and what had been shown. */
  waiting?: { sent: Record<string, unknown>; shown: Record<string, unknown> } | undefined;
}

export const newHeld = (type: TypePlan, owner: Held['owner'] = null): Held => ({
  type,
  owner,
  live: false,
  document: null,
  record: null,
  words: new Map(),
  working: null,
});

/** Where a value stands: in the published version, in one that nobody approved yet, or in what customers never see. */
export interface Version {
  held: Held;
  stage: 'published' | 'working' | 'never';
  /** By field, of the type itself. */
  words: Map<string, string>;
}

export const newVersion = (held: Held, stage: Version['stage']): Version => ({ held, stage, words: new Map() });

/** A version is published: its words are the document's. */
export function published(version: Version): void {
  version.stage = 'published';
  version.held.live = true;
  version.held.working = null;
  for (const [name, word] of version.words) version.held.words.set(name, word);
}

export interface OpenModule {
  type: TypePlan;
  id: string;
  settings: ModuleInput;
}

interface Mark {
  type: TypePlan;
  /** Of the field; empty for ids. */
  path: string;
  /** Missing for what the schema and the settings say. */
  version?: Version;
  held?: Held;
  what: string;
}

export class Ledger {
  private readonly marks = new Map<string, Mark[]>();
  /** Words of the values of each field of a document: those of `marks`, and the choices of enumerations, which are words of the schema. */
  private readonly values = new Map<Held, Map<string, Set<string>>>();
  private shown = new Map<TypePlan, { module: OpenModule; paths: Set<string> }>();

  /** The modules as they are set up from now on. */
  opened(modules: OpenModule[]): void {
    this.shown = new Map(
      modules.map((module) => {
        const places = placesOf(module.type, module.settings).filter(({ level }) => isShown(level));
        return [module.type, { module, paths: new Set(places.map(({ path }) => path.join('.'))) }];
      }),
    );
  }

  private add(token: string, mark: Mark): void {
    const known = this.marks.get(token) ?? [];
    known.push(mark);
    this.marks.set(token, known);
  }

  private addToField({ held }: Version, path: string, token: string): void {
    const fields = this.values.get(held) ?? new Map<string, Set<string>>();
    this.values.set(held, fields.set(path, (fields.get(path) ?? new Set()).add(token)));
  }

  /** Names and constraints of a schema, wherever a component is used. */
  addSchema(type: TypePlan): void {
    const within = (plans: Plan[], above: string[]): void => {
      for (const plan of plans) {
        const path = [...above, plan.name];
        for (const word of [plan.name, ...plan.words])
          this.add(tokenOf(word), { type, path: path.join('.'), what: `“${word}” of the schema` });
        if (plan.component) within(plan.component.plans, path);
        for (const { plans: parts } of plan.zone ?? []) within(parts, path);
      }
    };
    within(type.plans, []);
  }

  addDefaults(type: TypePlan, { fields }: Pick<ModuleInput, 'fields'>): void {
    for (const [name, { default: value }] of Object.entries(fields)) {
      if (value !== null && typeof value !== 'boolean') this.add(tokenOf(value), { type, path: name, what: 'an editor’s default' });
    }
  }

  addValue(version: Version, path: readonly string[], value: string | number): void {
    if (path.length === 1) version.words.set(path[0] as string, tokenOf(value));
    this.add(tokenOf(value), { type: version.held.type, path: path.join('.'), version, what: `the value ${value}` });
    this.addToField(version, path.join('.'), tokenOf(value));
  }

  addChoice(version: Version, path: readonly string[], word: string): void {
    this.addToField(version, path.join('.'), tokenOf(word));
  }

  addIds(held: Held): void {
    for (const id of [held.document, held.record]) if (id) this.add(id, { type: held.type, path: '', held, what: 'an id' });
  }

  /** A word of the editors' own, which no customer may ever see. */
  addSecret(word: string, type: TypePlan): void {
    this.add(word, { type, path: 'nowhere', what: 'an internal comment' });
  }

  isOpen({ kind }: Pick<Reader, 'kind'>, type: TypePlan): boolean {
    const { settings } = this.shown.get(type)?.module ?? {};
    return settings !== undefined && settings.enabled && (settings.audience === 'everyone' || settings.audience === `${kind}s`);
  }

  /** Whether a record is a reader's own, as its module shows them. */
  private owns({ customer, contact }: Reader, { type, owner }: Held): boolean {
    const { settings } = this.shown.get(type)?.module ?? {};
    return owner !== null && owner.customer === customer && (settings?.seen !== 'own' || owner.contact === contact);
  }

  /** Whether a reader sees a record: as one of its customer's, or since all that is published is shown. */
  sees(reader: Reader, held: Held, stage: Version['stage'] = 'published'): boolean {
    const { settings } = this.shown.get(held.type)?.module ?? {};
    if (!settings || !this.isOpen(reader, held.type) || stage === 'never') return false;
    return this.owns(reader, held) || (stage === 'published' && held.live && settings.seen === 'published');
  }

  private isShown({ type, path }: Mark): boolean {
    return this.shown.get(type)?.paths.has(path) ?? false;
  }

  private allows(reader: Reader, mark: Mark): boolean {
    const { type, version, held } = mark;
    if (held) return this.sees(reader, held);
    return this.isOpen(reader, type) && this.isShown(mark) && (version === undefined || this.sees(reader, version.held, version.stage));
  }

  /** Mail about a contact's own record comes from a closed module too. */
  private allowsByMail(reader: Reader, mark: Mark, token: string): boolean {
    const whose = mark.held ?? mark.version?.held;
    const own = whose ? this.owns(reader, whose) : this.hasChosen(reader, mark, token);
    return this.allows(reader, mark) || (own && (mark.held !== undefined || this.isShown(mark)));
  }

  private hasChosen(reader: Reader, { path }: Mark, token: string): boolean {
    return [...this.values].some(([held, fields]) => this.owns(reader, held) && fields.get(path)?.has(token));
  }

  private tell(reader: string, token: string, marks: Mark[]): string {
    const [{ what, type, path, held, version }] = marks as [Mark];
    const whose = held ?? version?.held;
    const of = whose
      ? ` of ${whose.record ?? whose.document} (${whose.owner ? `contact ${whose.owner.contact}` : 'the team'}, ${version?.stage ?? 'id'})`
      : '';
    return `${reader} is told ${token}: ${what}${of} in ${type.singular} ${path}`;
  }

  /** What a text holds that the reader must not see; `named` is what the request itself named. */
  leaks(reader: Reader, text: string, named: readonly string[] = []): string[] {
    const said = new Set(named.map((word) => tokenOf(word)));
    return [...tokensIn(text)].flatMap((token) => {
      const marks = this.marks.get(token) ?? [];
      return marks.length === 0 || said.has(token) || marks.some((mark) => this.allows(reader, mark))
        ? []
        : this.tell(reader.name, token, marks);
    });
  }

  /** The same of a mail; `reader` is missing where it goes to somebody who is no customer: hidden fields are not theirs either. */
  leaksOfMail(reader: Reader | undefined, text: string): string[] {
    return [...tokensIn(text)].flatMap((token) => {
      const marks = this.marks.get(token) ?? [];
      const allowed = marks.some((mark) =>
        reader ? this.allowsByMail(reader, mark, token) : mark.held !== undefined || this.isShown(mark),
      );
      return marks.length === 0 || allowed ? [] : this.tell(reader?.name ?? 'mail to editors', token, marks);
    });
  }

  /** Values of other documents in what is stored of one. */
  foreignIn(held: Held, text: string): string[] {
    return [...tokensIn(text)].filter((token) => {
      const versions = (this.marks.get(token) ?? []).flatMap(({ version }) => version ?? []);
      // Times of day come again.
      return versions.length > 0 && !token.includes(':') && !versions.some((version) => version.held === held);
    });
  }

  /** Words of the values of a field, published or not. */
  valuesOf(held: Held, path: string): string[] {
    return [...(this.values.get(held)?.get(path) ?? [])];
  }
}
