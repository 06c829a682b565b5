import type { PdfDocument } from '../../../plugin/pdf-document';
import type { PdfStatement } from '../../../plugin/pdf-statement';
import { platformOf } from '../platform';
import { PortalError } from '../platform/errors';
import { PdfError, type Rendered } from '../platform/pdf';
import type { Strapi } from '../platform/strapi';
import { readLogo } from '../settings';

/** What whoever is refused waits, seconds: a page takes some hundredths of one. */
const BUSY_SECONDS = 5;

interface Looks {
  created: Date;
  logoFile: string | null;
}

/** What the templates are given, by their names. */
interface Given {
  document: PdfDocument;
  statement: PdfStatement;
}

const isBusy = ({ reason }: PdfError): boolean => reason === 'busy' || reason === 'closed';

/** Makes PDFs of the templates. A logo that cannot be had now, or that no PDF can be made with, keeps nobody from one. */
export function createRender(strapi: Strapi) {
  const { pdf } = platformOf(strapi);

  async function render<T extends keyof Given>(
    template: T,
    data: Given[T],
    { created, logoFile }: Looks,
  ): Promise<{ made: Rendered; whole: boolean }> {
    const without = (): Promise<Rendered> => pdf.render(template, data, { created });
    const logo = await readLogo(strapi, logoFile).catch((error: unknown) => {
      strapi.log.warn(`customer-portal: the logo is not on a PDF, since it could not be read: ${String(error)}`);
      return undefined;
    });
    if (!logo) return { made: await without(), whole: logo === null };
    const file = `logo.${logo.extension}`;
    const withLogo = { ...data, logo: { file, alt: data.sender.name } };
    try {
      return { made: await pdf.render(template, withLogo, { created, files: { [file]: logo.bytes } }), whole: true };
    } catch (error) {
      if (!(error instanceof PdfError) || isBusy(error)) throw error;
      const made = await without();
      strapi.log.warn(`customer-portal: the logo is not on a PDF, which cannot be made with it: ${error.message}`);
      return { made, whole: true };
    }
  }

  return {
    /** As it fails, for who writes templates. @throws PdfError */
    raw: render,

    /**
     * @param what it is of, for the log
     * @returns `whole`: the same is made of the same again
     * @throws PortalError `pdf-failed`, `too-many-requests`
     */
    render: async <T extends keyof Given>(template: T, data: Given[T], looks: Looks, what: string) => {
      try {
        return await render(template, data, looks);
      } catch (error) {
        if (!(error instanceof PdfError)) throw error;
        strapi.log.error(`customer-portal: the PDF of ${what} could not be made (${error.reason}): ${error.message}`);
        throw isBusy(error) ? new PortalError('too-many-requests', { retryAfter: BUSY_SECONDS }) : new PortalError('pdf-failed');
      }
    },
  };
}
