/** Headless Chromium with the page opened from a file, as by a reader, and a record of every error. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

/** Debian's path; CHROMIUM overrides it. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type ColorScheme = 'light' | 'dark';

export interface Opened {
  page: Page;
  /** Console errors, exceptions, dialogs, and requests for anything but the page itself. */
  faults: string[];
}

/** Starts the browser; the caller closes it. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** Viewport and preferences of the reader. */
export interface Viewing {
  width?: number;
  height?: number;
  scheme?: ColorScheme;
}

/** Opens a page in a separate context and waits until it reports that it is ready. */
export async function open(
  browser: Browser,
  url: string,
  { width = 1280, height = 900, scheme = 'light' }: Viewing = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${String(error)}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url.split('#')[0]) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector('html[data-ready=yes]', { state: 'attached' });
  return { page, faults };
}

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Violations that axe reports: every rule of WCAG 2.2 A and AA, and its best practices. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // The page's own policy forbids any script but its own; code that the debugger evaluates is not a script of the page.
  await page.evaluate(await readFile(path, 'utf8'));
  const { violations } = await page.evaluate(
    async (tags) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (what: object, options: object) => Promise<unknown> };
      };
      return axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
      }) as Promise<AxeResults>;
    },
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 5)
      .map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
