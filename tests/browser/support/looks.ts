import fs from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import { axeFile, shotsFolder } from './places';

const source = fs.readFileSync(axeFile, 'utf8');

/** The part of axe that lives in the page once its source was evaluated there. */
interface WithAxe {
  axe: { run: (context: ElementContext, options: RunOptions) => Promise<AxeResults> };
}

/**
 * Serious and critical findings of axe-core on a page, one a line. Sites in frames are other
 * people's and are left out. Evaluated by the browser's debugger, so that the page's own content
 * security policy stays in force.
 */
export async function findings(page: Page, within?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async (include) => {
    const { axe } = window as unknown as WithAxe;
    // Style sheets fetched once more serve experimental rules, which do not run, and one about sound, which is moderate.
    const options = { resultTypes: ['violations' as const], iframes: false, preload: false };
    const { violations } = await axe.run(include ?? document, options);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, any, all, none }) =>
            `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map((each) => each.message).join(' ')}`,
        ),
      );
  }, within ?? null);
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** How a page is looked at: each of these gives a screenshot and a run of axe. */
export const LOOKS = [
  { device: 'desktop', viewport: DESKTOP, theme: 'light' },
  { device: 'desktop', viewport: DESKTOP, theme: 'dark' },
  { device: 'phone', viewport: PHONE, theme: 'light' },
  { device: 'phone', viewport: PHONE, theme: 'dark' },
] as const;
export type Look = (typeof LOOKS)[number];

/** Puts a page into a look. */
export async function show(page: Page, { viewport, theme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.setViewportSize(viewport);
}

/** Keeps a picture for people to look at; of the window only where something stands over the page. */
export async function shoot(page: Page, folder: 'portal' | 'admin', name: string, fullPage = true): Promise<void> {
  const file = path.join(shotsFolder, folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage, animations: 'disabled', caret: 'initial' });
}

/** Nothing may make the page scroll sideways on the narrowest phone. */
export async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const across = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return { over: scrollWidth - clientWidth, across: across.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) };
  });
  expect(wide.over, `${name} is wider than 320 pixels: ${wide.across.join(' … ')}`).toBeLessThanOrEqual(0);
}

/** Everything at once, for a state that survives a change of the window's size. */
export async function inspect(
  page: Page,
  name: string,
  { looks = LOOKS, fullPage = true }: { looks?: readonly Look[]; fullPage?: boolean } = {},
): Promise<void> {
  const found: string[] = [];
  for (const look of looks) {
    await show(page, look);
    await shoot(page, 'portal', `${name}-${look.device}-${look.theme}`, fullPage);
    found.push(...(await findings(page)).map((finding) => `${name}, ${look.device}, ${look.theme}: ${finding}`));
  }
  expect.soft(found).toEqual([]);
  await expectNoSidewaysScroll(page, name);
  await show(page, LOOKS[0]);
}

/**
 * A picture of a screen of the admin panel and the findings of axe within what is ours there:
 * Strapi's own navigation stands beside it. Its main button under the mouse has white on a violet
 * that is too light (3.5 : 1), so the mouse is taken away first.
 */
export async function inspectPanel(page: Page, name: string, within = 'main'): Promise<void> {
  await page.mouse.move(0, 0);
  await shoot(page, 'admin', name, false);
  expect.soft(await findings(page, within), name).toEqual([]);
  // Enter in the inner one would send the outer one, or load the page anew.
  expect.soft(await page.locator('form form').count(), `${name}: a form within a form`).toBe(0);
}
