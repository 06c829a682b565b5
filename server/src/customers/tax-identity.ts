import { errors } from '@strapi/utils';
import { GST_FIELDS, identityProblems, normalIdentity, type TaxIdentity } from '../../../plugin/rules/tax/identity';
import { activityOf } from '../activity';
import { actingEditor } from '../platform/editor-request';
import { hold } from '../platform/hold';
import { inTransaction, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

type CustomerRow = Row & TaxIdentity & { name: string; email: string | null };

const FIELDS = ['gstTreatment', 'gstin', 'placeOfSupply', 'taxNumber', 'country'] as const;

type Gst = Readonly<Record<string, unknown>>;

export const gstChanged = (before: Gst, after: Gst): boolean => GST_FIELDS.some((name) => (before[name] ?? null) !== (after[name] ?? null));

/** Whose it is and what it is now, as the activity log keeps it. */
export const gstDetail = (customer: string, now: Gst): string =>
  `${customer}: ${GST_FIELDS.map((name) => (typeof now[name] === 'string' ? now[name] : '–')).join(', ')}`;

/** Rules of taxes that hold whoever writes a customer: the Content Manager, the portal, a team's code. A change is noted. */
export function guardTaxIdentity(strapi: Strapi): void {
  strapi.documents.use(async (context, next) => {
    const { uid, action } = context;
    if (uid !== UID.customer || (action !== 'create' && action !== 'update' && action !== 'clone')) return next();
    const params = context.params as { documentId?: string; data?: Record<string, unknown> };
    const given = normalIdentity((params.data ?? {}) as Partial<TaxIdentity>);
    if (!FIELDS.some((name) => name in given)) return next();
    params.data = given;
    return inTransaction(strapi, async () => {
      const { documentId = '' } = params;
      if (documentId) await hold(strapi, UID.customer, { document_id: documentId });
      const before = documentId ? await table<CustomerRow>(strapi, UID.customer).findOne({ where: { documentId } }) : null;
      const after: Partial<Record<keyof TaxIdentity, unknown>> = Object.fromEntries(
        FIELDS.map((name) => [name, given[name] === undefined ? (before?.[name] ?? null) : given[name]]),
      );
      const problems = identityProblems(after as unknown as TaxIdentity);
      if (problems.length > 0) {
        const told = problems.map(({ field, code }) => ({ path: [field], code, message: `${field}: ${code}`, name: 'ValidationError' }));
        throw new errors.ValidationError(told[0]?.message ?? '', { errors: told });
      }
      const saved = await next();
      const editor = before && action === 'update' && gstChanged(before, after) ? await actingEditor(strapi) : null;
      if (before && editor)
        await activityOf(strapi).record({
          kind: 'gst-changed',
          email: before.email ?? '',
          editor: editor.email,
          detail: gstDetail(before.name, after),
        });
      return saved;
    });
  });
}
