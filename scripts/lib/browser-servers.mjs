/**
 * Where the browser tests find their servers: one for each worker, since stories change settings that are the whole
 * portal's. Read by playwright.config.ts, by the servers and by the tests.
 */

/** Strapi, inbox, mail catcher, the sites of custom tabs, the payment sandbox and a stand-in of Stripe, in this order. */
const PORTS = 6;

/** The first port of all; another one lets two runs go on at a time. */
export const firstPort = Number(process.env.BROWSER_TEST_PORT ?? 14_370);

/** How many tests run at a time. */
export const workers = Number(process.env.BROWSER_TEST_WORKERS ?? 2);

/** Port of a worker's Strapi; its other servers follow. @param {number} worker from 0 */
export const portOf = (worker) => firstPort + worker * PORTS;

/** Where a worker's Strapi looks for Stripe; a test that pays by it starts the stand-in there. @param {number} port of that Strapi */
export const stripePortOf = (port) => port + 5;

/** Folder and log of a Strapi under test. @param {number} port */
export const nameOf = (port) => `browser-${port}`;

/** Where all is written down that reaches it over HTTP, and what it says itself: in the repository. @param {string} name */
export const recordsOf = (name) => ({ requests: `.tmp/logs/${name}.requests`, log: `.tmp/logs/strapi-${name}.log` });
