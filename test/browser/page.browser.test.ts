import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import type { Browser, Page } from 'playwright-core';
import { loadWaivers } from '../../src/app/waivers.ts';
import { page as pageOf, pageSince } from '../../src/report/page/page.ts';
import { DARK } from '../../src/report/picture/draw/style.ts';
import { formatPicture } from '../../src/report/picture/formats.ts';
import { diffResults } from '../../src/result/diff/index.ts';
import { applyWaivers } from '../../src/result/waivers/apply.ts';
import type { Result } from '../../src/result/types.ts';
import { hugeResult } from '../support/huge.ts';
import { hostile, evaluatedFile } from '../support/evaluated-results.ts';
import type { Opened } from './support/browser.ts';
import { accessibilityViolations, open, startBrowser } from './support/browser.ts';

const PAGES = ['demo', 'hostile', 'huge', 'diff', 'since'] as const;

let folder: string;
let browser: Browser;
let demo: Result;
const opened: Opened[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-page-'));
  demo = await evaluatedFile();
  const [stock, broken] = [await evaluatedFile('stock'), await evaluatedFile('broken')];
  const texts = {
    demo: pageOf(demo),
    hostile: pageOf(hostile(demo)),
    huge: pageOf(hugeResult(demo)),
    diff: pageOf(broken, { old: stock, diff: diffResults(stock, broken) }),
    since: pageSince(broken, [
      { ...stock, cluster: broken.cluster, takenAt: '2026-10-01T08:00:00Z' },
      { ...stock, cluster: broken.cluster, takenAt: '2026-11-01T08:00:00Z' },
    ]),
  };
  for (const name of PAGES) await writeFile(file(name), texts[name]);
  browser = await startBrowser();
});

afterEach(async () => {
  for (const { page } of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const file = (name: (typeof PAGES)[number]) => join(folder, `${name}.html`);

async function visit(
  name: (typeof PAGES)[number],
  { hash = '', ...options }: Parameters<typeof open>[2] & { hash?: string } = {},
): Promise<Page> {
  const one = await open(browser, pathToFileURL(file(name)).href + hash, options);
  opened.push(one);
  return one.page;
}

const faults = () => opened.flatMap((one) => one.faults);
const shownRisks = (page: Page) => page.locator('details.risk:visible').count();
/** The panel appears when no second click follows. */
const panelText = async (page: Page) => {
  await page.locator('#panel h3').first().waitFor();
  return page.locator('#panel').textContent();
};
const chosen = async (page: Page) =>
  page
    .locator('#map .card.on')
    .evaluateAll((cards) => cards.map((card) => (card as SVGElement).dataset['id']));

describe.each(PAGES)('the page of %s', (name) => {
  it('opens from a file without an error, a request or a dialog', async () => {
    const page = await visit(name);
    expect(await page.locator('#map [role=button]').count()).toBeGreaterThan(8);
    expect(faults()).toEqual([]);
  });

  it.each([1280, 390])('has no horizontal overflow at %i px', async (width) => {
    const page = await visit(name, { width });
    const [wide, seen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(seen ?? 0);
  });
});

describe('accessibility', () => {
  it.each([
    ['demo', 1280, 'light'],
    ['demo', 1280, 'dark'],
    ['demo', 390, 'light'],
    ['diff', 1280, 'dark'],
  ] as const)('axe finds no violation in %s at %i px, %s', async (name, width, scheme) => {
    const page = await visit(name, { width, scheme });
    // Collapsed parts are not checked.
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('axe finds no violation in an open and selected card', async () => {
    const page = await visit('demo');
    await page.locator('[data-id="namespace/warehouse"]').dblclick();
    await page.locator('#map .card').first().click();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('follows the selected theme and the system color scheme', async () => {
    const page = await visit('demo', { scheme: 'light' });
    const background = async () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.locator('#theme').selectOption('dark');
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.locator('#theme').selectOption('auto');
    expect(await background()).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).toBe(dark);
  });
});

describe('the map', () => {
  it('shows the risks of a card, and the cards of a risk', async () => {
    const page = await visit('demo');
    await page.locator('[data-id="namespace/warehouse"]').click();
    expect(await chosen(page)).toEqual(['namespace/warehouse']);
    expect(await page.locator('#panel h3').first().textContent()).toBe('warehouse');
    const risk = page.locator('#panel li button').first();
    const title = (await risk.textContent()) ?? '';
    await risk.click();
    const details = page.locator('details.risk[open]');
    expect(title).toContain(await details.locator('.risk-title').textContent());
    expect(await details.locator('tr.lit').count()).toBeGreaterThan(0);
    await details.locator('[data-light]').click();
    expect(await chosen(page)).toContain('namespace/warehouse');
    expect(await page.locator('#said').textContent()).toContain('highlighted');
  });

  it('is navigated, opened and closed by keyboard alone', async () => {
    const page = await visit('demo');
    const focused = async () =>
      page.evaluate(() => (document.activeElement as HTMLElement | SVGElement | null)?.dataset['id']);
    await page.locator('#save-png').focus();
    await page.keyboard.press('Tab');
    const first = await focused();
    expect(first).toBeDefined();
    const seen = new Set([first]);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
      seen.add(await focused());
    }
    expect(seen.size).toBeGreaterThan(3);
    await page.keyboard.press('Enter');
    expect(await chosen(page)).toEqual([await focused()].filter((id) => id?.startsWith('lane/') === false));
    await page.locator('[data-id="namespace/shop"]').focus();
    await page.keyboard.press('o');
    const shop = demo.workloads.filter(({ namespace }) => namespace === 'shop').length;
    expect(await page.locator('#map .card').count()).toBeGreaterThanOrEqual(shop);
    expect(await page.locator('#crumb').textContent()).toBe('shop');
    // The focus moves along: no click is needed to continue or go back.
    expect(await focused()).toBe(await page.locator('#map [role=button]').first().getAttribute('data-id'));
    await page.keyboard.press('Escape');
    expect(await page.locator('#crumbs').isHidden()).toBe(true);
    expect(await chosen(page)).toEqual(['namespace/shop']);
    expect(await focused()).toBe('namespace/shop');
  });

  it('docks the panel at the side: it covers no card, and the selected card stays visible', async () => {
    const page = await visit('demo');
    expect(await page.locator('#side').isHidden()).toBe(true);
    for (const id of ['component/etcd', 'namespace/storage']) {
      await page.locator(`[data-id="${id}"]`).click();
      await panelText(page);
      const [card, sheet, frame] = await Promise.all([
        page.locator(`[data-id="${id}"] .face`).boundingBox(),
        page.locator('.sheet').boundingBox(),
        page.locator('#canvas').boundingBox(),
      ]);
      if (!card || !sheet || !frame) throw new Error('nothing to be seen');
      expect(frame.x + frame.width).toBeLessThanOrEqual(sheet.x);
      expect(card.x).toBeGreaterThanOrEqual(frame.x);
      expect(card.x + card.width).toBeLessThanOrEqual(frame.x + frame.width);
      await page.getByRole('button', { name: 'Close' }).click();
      expect(await page.locator('#side').isHidden()).toBe(true);
      expect(await chosen(page)).toEqual([]);
    }
  });

  it('opens by double-click the card that was pressed, although the panel moves it, and selects no text', async () => {
    const page = await visit('demo');
    await page.locator('[data-id="namespace/storage"]').dblclick();
    expect(await page.locator('#crumb').textContent()).toBe('storage');
    await page.locator('#crumb-back').click();
    await page.locator('[data-id="namespace/kube-public"]').dblclick();
    expect(await page.locator('#crumbs').isHidden()).toBe(true);
    expect(await page.evaluate(() => String(window.getSelection()))).toBe('');
  });

  it('does not select a card at which a drag ends', async () => {
    const page = await visit('demo');
    const box = await page.locator('[data-id="component/etcd"]').boundingBox();
    if (!box) throw new Error('nothing to be seen');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 60, { steps: 4 });
    await page.mouse.up();
    expect(await chosen(page)).toEqual([]);
  });

  it('shows the connections and the own risks of a namespace in its detail view', async () => {
    const page = await visit('demo');
    await page.locator('[data-id="namespace/shop"]').dblclick();
    await page.locator('[data-id="service/shop/catalogue"]').click();
    const panel = await panelText(page);
    expect(panel).toContain('Connections');
    expect(panel).toContain('from shop/partners (routes to');
    await page.locator('[data-id="own/namespace/shop"]').click();
    expect(await panelText(page)).toContain('Namespace without ingress NetworkPolicy');
  });

  it('hides and shows layers by mouse and keyboard, and keeps them and the opened card in the address', async () => {
    const page = await visit('demo');
    const locks = page.locator('#map .la-mesh:visible');
    expect(await locks.count()).toBeGreaterThan(0);
    await page.locator('#layer-mesh').uncheck();
    expect(await locks.count()).toBe(0);
    await page.locator('[data-id="namespace/shop"]').focus();
    await page.keyboard.press('2');
    expect(await page.locator('#map .e-reaches:visible').count()).toBe(0);
    await page.keyboard.press('o');
    expect(await page.locator('#map .card.la-exposure:visible').count()).toBe(0);
    const url = page.url();
    expect(new URLSearchParams(new URL(url).hash.split('?')[1]).get('map')).toBe(
      'exposure.mesh namespace/shop',
    );
    const again = await visit('demo', { hash: new URL(url).hash });
    expect(await again.locator('#crumb').textContent()).toBe('shop');
    expect(await again.locator('#layer-mesh').isChecked()).toBe(false);
    await again.locator('#crumb-back').click();
    await again.locator('#layer-mesh').check();
    await again.locator('#layer-exposure').check();
    expect(new URL(again.url()).hash).toBe('');
    expect(faults()).toEqual([]);
  });

  it.each(['#?map=%zz', '#?map=nonsense namespace/none', '#?other=1&map=mesh', '#?map='])(
    'opens with the fragment %s',
    async (hash) => {
      const page = await visit('demo', { hash });
      expect(await page.locator('#crumbs').isHidden()).toBe(true);
      expect(faults()).toEqual([]);
    },
  );

  it.each(['demo', 'hostile'] as const)('saves what it shows of %s as SVG and as PNG', async (name) => {
    const page = await visit(name, { scheme: 'dark' });
    await page.locator('#layer-network').uncheck();
    const saved = async (button: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
      return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
    };
    const svg = await saved('#save-svg');
    const text = svg.bytes.toString();
    expect(svg.name).toMatch(/^archmap-[\w.-]+\.svg$/);
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).not.toMatch(/<script|<foreignObject|\son[a-z]+=|href=|class="la-network"/i);
    expect(text).toContain('class="card');
    expect(text).toContain(DARK.ground);
    const png = await saved('#save-png');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.length).toBeGreaterThan(50_000);
    expect(faults()).toEqual([]);
  });

  it('is readable on a phone: the frame scrolls, texts keep their size, and buttons zoom', async () => {
    const page = await visit('demo', { width: 390, height: 844 });
    const size = async () => (await page.locator('#map .card .title').first().boundingBox())?.height ?? 0;
    const before = await size();
    expect(before).toBeGreaterThan(11);
    await page.locator('#zoom-in').click();
    expect(await size()).toBeGreaterThan(before);
    const scrolls = await page.locator('#canvas').evaluate((one) => one.scrollWidth > one.clientWidth);
    expect(scrolls).toBe(true);
  });

  it('shows the risks of the target of an entry point, and those of a whole lane', async () => {
    const page = await visit('demo');
    await page.locator('[data-id="entry-point/NodePort/kubernetes-dashboard/kubernetes-dashboard"]').click();
    expect(await panelText(page)).toContain('exposed externally');
    await page.locator('#map [data-id^="node-pool/"]').last().click();
    const lane = page.locator('#panel button', { hasText: 'Nodes as a whole' });
    await lane.click();
    expect(await page.locator('#panel h3').first().textContent()).toBe('Nodes');
  });

  it('finds objects inside of a card by text, and opens the card', async () => {
    const page = await visit('demo');
    await page.locator('#search').fill('label-printer');
    await page.locator('#found button').first().click();
    expect(await page.locator('#crumb').textContent()).toBe('warehouse');
    expect(await chosen(page)).toEqual(['workload/warehouse/DaemonSet/label-printer']);
    await page.locator('#crumb-back').click();
    await page.locator('#search').fill('dashboard');
    expect(await chosen(page)).toContain('namespace/kubernetes-dashboard');
    await page.keyboard.press('Enter');
    expect((await chosen(page)).length).toBe(1);
    await page.locator('#search').fill('no such thing');
    expect(await page.locator('#found').textContent()).toContain('No results for');
  });

  it('zooms by buttons and resets the view', async () => {
    const page = await visit('demo');
    const box = async () => page.locator('#map').getAttribute('viewBox');
    const whole = await box();
    await page.locator('#zoom-in').click();
    expect(await box()).not.toBe(whole);
    await page.locator('#zoom-fit').click();
    expect(await box()).toBe(whole);
  });
});

describe('risks', () => {
  it('are filtered by verdict, severity, area, namespace, framework and text', async () => {
    const page = await visit('demo');
    await page.locator('#filter-severity').selectOption('');
    const opens = await shownRisks(page);
    const fails = new Set(
      demo.verdicts
        .filter(({ verdict, waiver }) => verdict === 'fail' && !waiver)
        .map(({ check, severity }) => `${check} ${severity}`),
    );
    expect(opens).toBe(fails.size);
    for (const [filter, value] of [
      ['severity', 'critical'],
      ['area', 'workloads'],
      ['namespace', 'warehouse'],
      ['framework', 'CIS 1.12'],
      ['verdict', 'unknown'],
    ] as const) {
      await page.locator(`#filter-${filter}`).selectOption(value);
      const count = await shownRisks(page);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(filter === 'verdict' ? Infinity : opens);
      expect(await page.locator('#risk-count').textContent()).toMatch(
        new RegExp(` from ${count} checks?\\.$`),
      );
      await page.locator(`#filter-${filter}`).selectOption(filter === 'verdict' ? 'fail' : '');
    }
    expect(await shownRisks(page)).toBe(opens);
    await page.locator('#filter-text').fill('no such words');
    expect(await shownRisks(page)).toBe(0);
    expect(await page.locator('#risk-count').textContent()).toBe('No results match the filters.');
    await page.locator('#filter-reset').click();
    expect(await shownRisks(page)).toBeGreaterThan(10);
  });

  it('of low and info severity are counted and not shown at first', async () => {
    const page = await visit('demo');
    const severities = await page
      .locator('details.risk:visible')
      .evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLElement).dataset['severity']))]);
    expect(severities).toEqual(['critical', 'high', 'medium']);
    expect(await page.locator('#risk-count').textContent()).toMatch(
      / \d+ checks of low or info severity are not shown\.$/,
    );
  });

  it('keep their filters in the URL, from which the same view opens', async () => {
    const page = await visit('demo');
    await page.locator('#filter-severity').selectOption('low');
    await page.locator('#filter-area').selectOption('workloads');
    await page.locator('#filter-text').fill('a & b=c#');
    await page.locator('#filter-text').fill('pod');
    const [url, count] = [await page.evaluate(() => location.href), await shownRisks(page)];
    expect(url).toMatch(/#risks\?severity=low&area=workloads&q=pod$/);
    expect(count).toBeGreaterThan(0);
    const again = await open(browser, url);
    opened.push(again);
    expect(await shownRisks(again.page)).toBe(count);
    expect(await again.page.locator('#filter-area').inputValue()).toBe('workloads');
    await again.page.goto(`${url.split('#')[0] ?? ''}#risks?severity=<script>&area=nowhere`);
    expect(await again.page.locator('#filter-severity').inputValue()).toBe('severe');
    expect(faults()).toEqual([]);
  });

  it('are filtered by the counts of the header and of the summary', async () => {
    const page = await visit('demo');
    await page.locator('header .chip', { hasText: 'low' }).click();
    expect(await page.locator('#filter-severity').inputValue()).toBe('low');
    await page.locator('#summary .chip', { hasText: 'Unknown' }).click();
    const first = page.locator('details.risk:visible').first();
    expect(await first.locator('summary').textContent()).toMatch(/Unknown ?would be /);
    await page.goBack();
    expect(await page.locator('#filter-severity').inputValue()).toBe('low');
  });

  it('that a filter hides are opened by a link without the other hidden risks', async () => {
    const page = await visit('demo');
    const opens = await shownRisks(page);
    await page.locator('#filter-severity').selectOption('low');
    await page.locator('#summary a[href^="#risk-"]').first().click();
    // The browser reports the change of the address after the click.
    await page.locator('details.risk[open]:visible').first().waitFor();
    expect(await page.locator('details.risk[open]:visible').count()).toBe(1);
    expect(await shownRisks(page)).toBe(opens);
  });

  it('show the objects of one namespace only while it is selected, including those not yet rendered', async () => {
    const page = await visit('huge');
    await page.locator('#filter-namespace').selectOption('team-399');
    const group = page
      .locator('details.risk:visible')
      .filter({ hasText: /[0-9]{4} objects/ })
      .first();
    await group.evaluate((one) => ((one as HTMLDetailsElement).open = true));
    const rows = () => group.locator('tbody tr:visible th').allTextContents();
    expect((await rows()).length).toBeGreaterThan(10);
    expect((await rows()).every((row) => row.includes('team-399'))).toBe(true);
    await page.locator('#filter-namespace').selectOption('');
    expect((await rows()).length).toBeGreaterThan(5000);
  });
});

describe('search', () => {
  it('finds risks, cards and rows of tables, and opens them', async () => {
    const page = await visit('demo');
    await page.locator('#find').fill('label-printer');
    await page.locator('#hits h3', { hasText: 'Workloads' }).waitFor();
    expect(await page.locator('#hits h3', { hasText: 'Map' }).count()).toBe(1);
    await page.locator('#hits h3:has-text("Workloads") + ul button').first().click();
    expect(await page.locator('tr.found:visible').textContent()).toContain('label-printer');
    await page.locator('#find').fill('password');
    await page.keyboard.press('Enter');
    expect(await page.locator('details.risk[open]:visible').count()).toBe(1);
    await page.locator('#find').fill('no such thing anywhere');
    await page.locator('#hits', { hasText: 'No results' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#hits').isHidden()).toBe(true);
  });
});

describe('tables', () => {
  it('sort by click and by keyboard, and say so', async () => {
    const page = await visit('demo');
    await page.locator('#nodes summary').click();
    const head = page.locator('#nodes thead th').first();
    const first = async () => page.locator('#rows-nodes tr').first().locator('th').textContent();
    await head.locator('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('#rows-nodes tr').count()).toBe(demo.nodes.length);
    const ascending = await first();
    await head.locator('button').press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await first()).not.toBe(ascending);
    expect(await page.locator('#said').textContent()).toContain('descending');
  });

  it('are saved as CSV without formulas, and as JSON, as they are shown', async () => {
    const page = await visit('hostile');
    const saved = async (button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#risks > .tools button', { hasText: button }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^archmap-risks\.(csv|json)$/);
      return readFile(await download.path(), 'utf8');
    };
    await page.locator('#filter-severity').selectOption('high');
    const csv = await saved('CSV');
    expect(csv).toContain('"\'=cmd()|calc"');
    expect(csv).not.toMatch(/(^|,)"[=+@-]/m);
    const rows = JSON.parse(await saved('JSON')) as { severity: string }[];
    expect(rows.length).toBe(csv.trimEnd().split('\r\n').length - 1);
    expect(new Set(rows.map(({ severity }) => severity))).toEqual(new Set(['high']));
  });
});

describe('an open risk', () => {
  it('gives a waiver that is valid and covers its objects, and the text of a ticket', async () => {
    const page = await visit('demo');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const clipboard = async () => page.evaluate(async () => navigator.clipboard.readText());
    const risk = page.locator('details.risk:visible', { hasText: 'cluster-admin granted' }).first();
    await risk.locator('summary').click();
    await risk.getByRole('button', { name: 'Copy ticket' }).click();
    await risk.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await clipboard()).toMatch(
      /^\[high\] cluster-admin granted[^]*Why it matters\.[^]*Objects \(2\):\n- `/,
    );
    await risk.getByRole('button', { name: 'Waiver' }).click();
    expect(await risk.getByRole('button', { name: 'Copy file' }).isDisabled()).toBe(true);
    await risk.getByLabel('Reason').fill('"break glass": until spring');
    await risk.getByLabel('Owner').fill('platform');
    await risk.getByRole('button', { name: 'Copy file' }).click();
    // The button of the ticket may still say that it copied.
    while (!(await clipboard()).includes('kind: Waivers')) await page.waitForTimeout(50);
    const saved = join(folder, '.archmap.yaml');
    await writeFile(saved, await clipboard());
    const waivers = (await loadWaivers(saved)) ?? [];
    const { verdicts, warnings = [] } = applyWaivers(demo, waivers, () => undefined);
    expect(warnings).toEqual([]);
    const covered = verdicts.filter(({ waiver }) => waiver);
    expect(covered.map(({ check }) => check)).toEqual(
      Array(2).fill('identities/cluster-admin-outside-system'),
    );
    expect(covered[0]?.waiver).toMatchObject({ reason: '"break glass": until spring', owner: 'platform' });
  });

  it('links to its page and explains terms by keyboard', async () => {
    const page = await visit('demo');
    const risk = page.locator('details.risk:visible', { hasText: 'Secrets not encrypted' }).first();
    await risk.locator('summary').click();
    expect(await risk.locator('.refs code a').getAttribute('href')).toMatch(
      /docs\/checks\/etcd\/secrets-unencrypted\.md$/,
    );
    const term = risk.locator('a.term').first();
    await term.focus();
    expect(await page.locator('#tip').textContent()).toMatch(/^(etcd|Secret): /);
    expect(await term.getAttribute('aria-describedby')).toBe('tip');
    await page.keyboard.press('Escape');
    expect(await page.locator('#tip').isHidden()).toBe(true);
  });
});

describe('5,000 nodes and 150,000 pods', () => {
  it('are a page under 3 MB', async () => {
    expect((await stat(file('huge'))).size).toBeLessThan(3_000_000);
  });

  it('collapse nodes but no problem: the one critical risk is on the map and first in the list', async () => {
    const page = await visit('huge');
    await page.locator('#nodes summary').click();
    expect(await page.locator('#rows-nodes tr').count()).toBe(100);
    await page.locator('[data-more="rows-nodes"]').click();
    expect(await page.locator('#rows-nodes tr').count()).toBe(5_000);
    const [first] = await page.locator('details.risk:visible').all();
    expect(await first?.getAttribute('data-severity')).toBe('critical');
    expect(await page.locator('#map [data-id="namespace/team-297"]').count()).toBe(1);
  });
});

describe('hostile names', () => {
  it('become no script, no link and no element', async () => {
    const page = await visit('hostile');
    for (const one of await page.locator('details').all())
      await one.evaluate((element) => ((element as HTMLDetailsElement).open = true));
    for (const button of await page.locator('[data-more]').all()) await button.click();
    await page.locator('#search').fill('a');
    await page.locator('#found button').first().click();
    const counts = await page.evaluate(() => ({
      scripts: document.scripts.length,
      links: [...document.links].filter(({ href }) => !/^(https:|file:)/.test(href)).length,
      images: document.images.length,
      handlers: [...document.querySelectorAll('*')].filter((one) =>
        [...one.attributes].some(({ name }) => name.startsWith('on')),
      ).length,
    }));
    // The data and the program.
    expect(counts).toEqual({ scripts: 2, links: 0, images: 0, handlers: 0 });
    expect(faults()).toEqual([]);
  });
});

describe('a comparison', () => {
  it('marks new items on the map, and lists every change', async () => {
    const page = await visit('diff');
    expect(await page.locator('#map .card.t-worse').count()).toBeGreaterThan(0);
    await page.locator('#map .card.t-worse').first().click();
    expect(await panelText(page)).toContain('Changes');
    expect(await page.locator('#rows-changes tr').count()).toBeGreaterThan(10);
    expect(await page.locator('nav a[href="#changes"]').count()).toBe(1);
  });
});

describe('a baseline', () => {
  it('filters new, worse and resolved risks, and shows the trend', async () => {
    const page = await visit('since');
    expect(await page.locator('.trend svg g').count()).toBe(3);
    await page.locator('#summary .chip', { hasText: 'new' }).click();
    const rows = page.locator('details.risk:not([hidden]) tbody tr:not([hidden])');
    const changes = async () =>
      new Set(await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['change'])));
    expect(await changes()).toEqual(new Set(['new']));
    await page.locator('#summary .chip', { hasText: 'resolved' }).click();
    expect(await page.locator('details.risk:visible').count()).toBeGreaterThan(0);
    expect(await page.locator('details.risk:visible:not([data-verdict=resolved])').count()).toBe(0);
    expect(await page.evaluate(() => location.href)).toContain('change=resolved');
  });
});

describe('without script', () => {
  it('the summary, the risks and the tables can be read', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file('demo')).href);
    expect(await page.locator('.verdict').textContent()).toContain('risks are open');
    expect(await page.locator('#find').isHidden()).toBe(true);
    await page.locator('#summary .wide a').first().click();
    await page.locator('details.risk').first().locator('summary').click();
    expect(await page.locator('details.risk').first().locator('.answer').isVisible()).toBe(true);
    await page.locator('#nodes summary').click();
    expect(await page.locator('#rows-nodes').isVisible()).toBe(true);
    await context.close();
  });
});

describe('on paper', () => {
  const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

  it.each(['demo', 'since', 'huge'] as const)(
    'the executive summary of %s has two or three pages',
    async (name) => {
      const page = await visit(name);
      await page.locator('[data-id^="namespace/"]').first().click();
      const count = pages(await page.pdf({ preferCSSPageSize: true }));
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThanOrEqual(3);
      expect(await chosen(page)).toEqual([]);
    },
  );

  it('the full report is a choice: it expands collapsed parts, and collapses them again', async () => {
    const page = await visit('demo');
    const folded = async () => page.locator('details.risk:visible:not([open])').count();
    const before = await folded();
    await page.locator('#print-scope').selectOption('full');
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBeGreaterThan(10);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await folded()).toBe(0);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await folded()).toBe(before);
  });

  it('the full report has every row', async () => {
    const page = await visit('huge');
    await page.locator('#print-scope').selectOption('full');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('#rows-nodes tr').count()).toBe(5_000);
    expect(await page.locator('[data-more]').count()).toBe(0);
  });
});

describe('Mermaid', () => {
  it.each(['demo', 'hostile'] as const)('draws the map of %s', async (name) => {
    const { page } = await open(browser, pathToFileURL(file('demo')).href);
    const blank = await page.context().newPage();
    const problems: string[] = [];
    blank.on('dialog', (dialog) => {
      problems.push(dialog.message());
      void dialog.dismiss();
    });
    await blank.setContent('<!doctype html><title>Mermaid</title>');
    await blank.addScriptTag({ path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js') });
    const text = await formatPicture(name === 'demo' ? demo : hostile(demo), 'mermaid', { theme: 'light' });
    const svg = await blank.evaluate(async (source) => {
      const { mermaid } = globalThis as unknown as {
        mermaid: {
          initialize: (options: object) => void;
          render: (id: string, text: string) => Promise<{ svg: string }>;
        };
      };
      mermaid.initialize({ startOnLoad: false, maxTextSize: 1e6, maxEdges: 5000 });
      return (await mermaid.render('drawn', source)).svg;
    }, text);
    expect(svg).toContain('namespace');
    expect(svg).not.toContain('Syntax error');
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
