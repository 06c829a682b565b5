/** Invented records: the same ones at every run, as numbers say. */

/**
 * One of a customer's records as both sides hold it.
 *
 * @typedef {object} Invented
 * @property {'draft' | 'submitted' | 'rejected' | 'approved' | 'unpublished'} state
 * @property {boolean} document it was approved once
 * @property {boolean} live a version is published
 * @property {Record<string, unknown>} published values
 * @property {Record<string, unknown> | null} working values of a version that nobody has approved
 * @property {Date} createdAt
 * @property {Date} changedAt
 */

const SUBJECTS = [
  'grinder',
  'pump',
  'boiler',
  'milk frother',
  'display',
  'water tank',
  'hopper',
  'drip tray',
  'group head',
  'control panel',
];
const COMPLAINTS = [
  'squeals',
  'leaks',
  'stays cold',
  'does not start',
  'rattles',
  'is cracked',
  'smells burnt',
  'shows an error',
  'is stuck',
  'drips',
];
const URGENCIES = ['Low', 'Normal', 'High'];
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** As a year of a module leaves them, in a hundred. @type {[share: number, Pick<Invented, 'state' | 'document' | 'live'>][]} */
const MIX = [
  [64, { state: 'approved', document: true, live: true }],
  [8, { state: 'submitted', document: false, live: false }],
  [4, { state: 'submitted', document: true, live: true }],
  [10, { state: 'draft', document: false, live: false }],
  [4, { state: 'draft', document: true, live: true }],
  [5, { state: 'rejected', document: false, live: false }],
  [2, { state: 'rejected', document: true, live: true }],
  [3, { state: 'unpublished', document: true, live: false }],
];

/**
 * Numbers in no order, each equally often (as MurmurHash3 ends).
 *
 * @param {number} index
 * @param {number} below
 * @param {number} series one of eight that have nothing to do with each other
 */
function scattered(index, below, series) {
  const key = index * 8 + series;
  let hash = Math.imul(key ^ (key >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

/** @param {number} index */
function standing(index) {
  let rest = scattered(index, 100, 0);
  for (const [share, one] of MIX) {
    if (rest < share) return one;
    rest -= share;
  }
  throw new Error('The shares do not add up to a hundred.');
}

/** @param {number} index @returns {Record<string, unknown>} */
function values(index) {
  const title = `The ${SUBJECTS[scattered(index, 10, 1)]} ${COMPLAINTS[scattered(index, 10, 2)]}, no. ${index}`;
  return {
    title,
    description: [
      {
        type: 'paragraph',
        children: [{ type: 'text', text: `${title}. It began on a Tuesday and has grown worse with every cup since.` }],
      },
    ],
    urgency: URGENCIES[scattered(index, 3, 3)],
    preferredDate: new Date(START + scattered(index, 400, 4) * DAY).toISOString().slice(0, 10),
    estimate: null,
  };
}

/** @param {number} index @returns {Invented} */
export function invent(index) {
  const { state, document, live } = standing(index);
  const published = values(index);
  // A changed version names another wish; what was taken back keeps what was published.
  const changed = state === 'unpublished' ? published : { ...published, preferredDate: '2027-02-01' };
  const createdAt = new Date(START + scattered(index, 330 * 1440, 5) * 60_000);
  const changedAt = new Date(createdAt.getTime() + scattered(index, 20_000, 6) * 60_000 + index);
  return { state, document, live, published, working: state === 'approved' ? null : changed, createdAt, changedAt };
}
