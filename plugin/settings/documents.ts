import { z } from 'zod';
import { preferenceDefaults } from '../preferences';
import { checkTaxRates } from '../rules/documents/check';
import { TAX_CATEGORIES, type TaxRate } from '../rules/documents/lines';
import { numberingProblems } from '../rules/documents/series';
import { preferencesOf } from './from-catalogue';

/** A rate that lines are taxed by. Documents keep it as it was when they were written. */
export const taxRate = z.strictObject({
  id: z.string(),
  name: z.string(),
  category: z.enum(TAX_CATEGORIES),
  percent: z.string(),
  parts: z.array(z.strictObject({ name: z.string(), percent: z.string() })),
}) satisfies z.ZodType<TaxRate>;

const taxRates = z.array(taxRate).superRefine((rates, context) => {
  for (const { path, code } of checkTaxRates(rates))
    context.addIssue({ code: 'custom', path, message: 'is not what a tax rate can have here', params: { code } });
});

const shape = z.strictObject({ ...preferencesOf('documents'), taxRates });

/** What *Settings → Customer Portal → Documents* saves: its preferences, and the tax rates in the order in which they are offered. */
export const documentSettings: typeof shape = shape.superRefine((values, context) => {
  for (const { path, code } of numberingProblems(values))
    context.addIssue({ code: 'custom', path, message: 'makes numbers that GST does not allow', params: { code } });
});

export type DocumentSettings = z.output<typeof documentSettings>;

export const DOCUMENT_DEFAULTS: DocumentSettings = { ...preferenceDefaults('documents'), taxRates: [] };
