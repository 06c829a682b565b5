/** The rules of subscriptions by themselves, without Strapi and database. */
import { ownSource } from './own-source.mjs';

/** @param {number} rounds @returns {Promise<import('./measure.mjs').Row[]>} */
export async function subscriptionRows(rounds) {
  const { decisions } = await ownSource('subscriptions');
  const rate = decisions(rounds);
  return [{ what: 'Subscriptions: decisions a second', measured: rate.toFixed(0), wanted: '≥ 20,000', good: rate >= 20_000 }];
}
