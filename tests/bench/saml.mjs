/** SAML: responses verified by the plugin beside a library. */
import { ownSource } from './own-source.mjs';

/** @param {number} rounds @returns {Promise<import('./run.mjs').Row>} */
export async function samlRow(rounds) {
  const { samlRate } = await ownSource('saml');
  const { ours, library } = await samlRate(rounds);
  const ratio = ours / library;
  return {
    what: 'SAML responses verified against node-saml alone',
    measured: `${ratio.toFixed(2)}  (${ours.toFixed(0)} / ${library.toFixed(0)} a second)`,
    wanted: '≥ 0.8',
    good: ratio >= 0.8,
  };
}
