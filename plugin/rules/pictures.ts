/** Most pixels of a picture that a customer may send, over all its frames: what it takes once it is unpacked. */
export const MOST_PIXELS = 40_000_000;
