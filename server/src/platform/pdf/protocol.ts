/** What the process that makes PDFs is told, and what it answers. Nothing here runs: both sides import the types. */

import type { PDF_FAILURES } from '../../../../plugin/vocabulary';

/** Where templates and fonts are. */
export interface Places {
  /** Of the plugin: `templates`, `fonts`, `fonts.conf`. */
  assets: string;
  /** Folder of the team's own templates. */
  templates?: string;
  /** Files and folders of further fonts. */
  fonts: string[];
}

export type Job =
  | {
      kind: 'render';
      template: string;
      /** JSON. */
      data: string;
      files: Record<string, Uint8Array>;
      /** When the document was made, seconds since 1970. */
      created: number;
    }
  | { kind: 'missing'; text: string };

/** Where a template is wrong; lines and columns count from 1. */
export interface TemplateProblem {
  message: string;
  file?: string;
  line?: number;
  column?: number;
}

/** With `template`, `problems` say where it is wrong. */
export type PdfFailure = (typeof PDF_FAILURES)[number];

export interface Rendered {
  bytes: Uint8Array;
  pages: number;
  /** Whether it is PDF/A-3a. It is not where a character has no glyph in any font. */
  archival: boolean;
}

export type Answer = { done: Rendered | string[] } | { failed: { reason: PdfFailure; message: string; problems?: TemplateProblem[] } };
