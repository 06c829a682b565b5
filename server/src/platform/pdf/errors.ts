import type { PdfFailure, TemplateProblem } from './protocol';

/** Why there is no PDF. `message` is for logs and for editors, never for customers: it may name files of the server. */
export class PdfError extends Error {
  readonly reason: PdfFailure;
  /** Where the template is wrong. */
  readonly problems: TemplateProblem[];

  constructor(reason: PdfFailure, message: string, problems: TemplateProblem[] = []) {
    super(message);
    this.name = 'PdfError';
    this.reason = reason;
    this.problems = problems;
  }
}
