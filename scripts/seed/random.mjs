/**
 * A small generator of the same numbers for the same seed (mulberry32), so that every demo shows the
 * same people and a screenshot can be compared with another one.
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from `least` to `most`, both included. @param {number} least @param {number} most */
  const integer = (least, most) => least + Math.floor(next() * (most - least + 1));
  return {
    integer,
    /** True in so many of a hundred cases. @param {number} percent */
    chance: (percent) => next() * 100 < percent,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => /** @type {T} */ (list[integer(0, list.length - 1)]),
    /** So many digits. @param {number} count */
    digits: (count) => Array.from({ length: count }, () => integer(0, 9)).join(''),
  };
}

/** @typedef {ReturnType<typeof createRandom>} Random */
