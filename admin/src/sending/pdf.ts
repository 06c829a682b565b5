import { getFetchClient } from '@strapi/admin/strapi-admin';
import type { DocumentType } from '../../../plugin/documents/types';
import type { ProofType } from '../../../plugin/payments/limits';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { failureOf } from '../api/failure';
import { keepFile } from '../api/files';

/** Shows a PDF, or a picture of the type, in a browser tab of its own; saves it where the browser opens none. */
export function showBytes(bytes: BlobPart, name: string, type: ProofType = 'application/pdf'): void {
  const file = new Blob([bytes], { type });
  const url = URL.createObjectURL(file);
  if (!window.open(url, '_blank')) keepFile(file, name);
  // The tab reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Shows a document's PDF. */
export async function showPdf(type: DocumentType, id: string): Promise<void> {
  try {
    const { data } = await getFetchClient().get<Blob>(`/${PLUGIN_ID}/documents/${type}/${id}/pdf`, { responseType: 'blob' });
    showBytes(data, `${type}.pdf`);
  } catch (error) {
    throw failureOf(error);
  }
}
