/**
 * Leads to the beginning of a page once what stood there before has left, such as a dialog or the
 * button that was pressed. Strapi's `Page.Main` hands no ref out, and a part of the page scrolls, not
 * the window: `inside` is anything within it.
 */
export function focusPage(inside: Element | null): void {
  setTimeout(() => {
    const main = inside?.closest('main');
    main?.scrollIntoView();
    main?.focus({ preventScroll: true });
  });
}
