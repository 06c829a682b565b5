import { checkLines, type LineProblem } from '../../../../plugin/rules/documents/check';
import type { DocumentLines, PricingTerms } from '../../../../plugin/rules/documents/lines';
import type { Totals } from '../../../../plugin/rules/documents/totals';
import { NO_LINES } from './lines';

export interface GridFigures {
  /** What is wrong, by where it is: `lines.3.quantity`. */
  problems: ReadonlyMap<string, LineProblem['code']>;
  /** What each line comes to before tax is looked at, by id; of those that are right. */
  amounts: ReadonlyMap<string, number>;
  /** Undefined while something is wrong. */
  totals: Totals | undefined;
}

/** What of a problem's path is one cell of the grid: a discount has members, a rate is chosen whole. */
const cellOf = (path: LineProblem['path']): string =>
  (['lines', 'discounts', 'charges'].includes(String(path[0])) ? path.slice(0, 3) : path).join('.');

/** Everything that the grid says of its lines, by the rules that the server goes by. Pure. */
export function figuresOf(document: DocumentLines, terms: PricingTerms): GridFigures {
  const checked = checkLines(document, terms);
  if ('lines' in checked) {
    const { totals } = checked;
    return { problems: new Map(), totals, amounts: new Map(totals.lines.map(({ id, amount, discount }) => [id, amount - discount])) };
  }
  const amounts = document.lines.flatMap((line): [string, number][] => {
    const alone = checkLines({ ...NO_LINES, lines: [line] }, terms);
    if ('problems' in alone) return [];
    const [figures] = alone.totals.lines;
    return figures ? [[line.id, figures.amount - figures.discount]] : [];
  });
  return {
    problems: new Map(checked.problems.map(({ path, code }) => [cellOf(path), code])),
    totals: undefined,
    amounts: new Map(amounts),
  };
}
