/** What the process that makes PDFs is told, and what it answers. Nothing here runs: both sides import the types. */

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

/**
 * - `template`: the template is not there, or cannot be run with this data; `problems` say where.
 * - `timeout`: it took longer than it may.
 * - `too-large`: data, files or the PDF are beyond their limits.
 * - `busy`: too many documents wait.
 * - `died`: the process ended while it worked on the document.
 * - `unavailable`: there is no Typst for this system, or it is not installed.
 * - `closed`: Strapi is stopping.
 */
export type PdfFailure = 'template' | 'timeout' | 'too-large' | 'busy' | 'died' | 'unavailable' | 'closed';

export interface Rendered {
  bytes: Uint8Array;
  pages: number;
  /** Whether it is PDF/A-3a. It is not where a character has no glyph in any font. */
  archival: boolean;
}

export type Answer = { done: Rendered | string[] } | { failed: { reason: PdfFailure; message: string; problems?: TemplateProblem[] } };
