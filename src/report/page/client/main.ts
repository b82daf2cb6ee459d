/** Interactive functions of the page. Without script, tables, risks and the picture are in the HTML. */
import { RiskActions } from './actions.ts';
import { connectControls } from './controls.ts';
import { all, byId, fieldById } from './dom.ts';
import { readData } from './data.ts';
import { addDownloads } from './download.ts';
import { Search } from './find.ts';
import { readFilters, readFragment, writeFragment } from './fragment.ts';
import { ClusterMap } from './map.ts';
import { search, showCard } from './panel.ts';
import { preparePrinting } from './print.ts';
import { RiskList } from './risks.ts';
import { makeSortable } from './sort.ts';
import { explainTerms } from './tip.ts';

async function start(): Promise<void> {
  const data = await readData();
  const risks = new RiskList(data);
  const map = new ClusterMap(data);
  startMap(map, risks);
  new RiskActions(data, risks, map).listen();
  const tables = all<HTMLTableElement>('table').filter((table) => !table.closest('.risk'));
  for (const table of tables) makeSortable(table, (body) => risks.write(body));
  addDownloads(risks, tables);
  explainTerms();
  new Search(map, risks, tables).listen();
  followFragments(risks);
  preparePrinting(map, risks);
  byId('theme').addEventListener('change', (event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
  });
  document.documentElement.dataset['ready'] = 'yes';
  followHeader();
}

function startMap(map: ClusterMap, risks: RiskList): void {
  map.onSelect = (card) => showCard(map, risks, card);
  showCard(map, risks, undefined);
  byId('zoom-in').addEventListener('click', () => map.zoom(1.25));
  byId('zoom-out').addEventListener('click', () => map.zoom(0.8));
  byId('zoom-fit').addEventListener('click', () => map.fit());
  byId('crumb-back').addEventListener('click', () => map.close());
  const words = fieldById('search');
  words.addEventListener('input', () => search(map, words.value));
  byId('the-map').addEventListener('keydown', (event) => {
    if (event.target === words) {
      if (event.key === 'Enter') byId('found').querySelector('button')?.click();
    } else if (event.key === 'Escape') map.back();
  });
  connectControls(map);
}

/** Filters are kept in the fragment, and a fragment opens what it names. */
function followFragments(risks: RiskList): void {
  risks.onFilter = (filters) => history.replaceState(null, '', writeFragment(filters, location.hash));
  document.addEventListener('click', (event) => {
    const chip = (event.target as Element).closest<HTMLElement>('a[data-filter]');
    if (!chip) return;
    event.preventDefault();
    const filters = readFilters(chip.dataset['filter'] ?? '');
    risks.apply(filters);
    history.pushState(null, '', writeFragment(filters, location.hash));
    byId('risks').scrollIntoView();
  });
  const follow = () => {
    const { anchor, filters } = readFragment(location.hash);
    if (filters) risks.apply(filters);
    if (anchor === '' || risks.open(anchor)) return;
    const target = document.getElementById(anchor);
    const folded = target?.closest('details') ?? target?.querySelector(':scope > details');
    if (folded instanceof HTMLDetailsElement) folded.open = true;
    if (filters || folded) target?.scrollIntoView();
  };
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);
  follow();
}

/** Anchors stop below the header, and the way back to the top is there when it is out of sight. */
function followHeader(): void {
  const { documentElement } = document;
  new ResizeObserver(([entry]) => {
    const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
    documentElement.style.setProperty('--head', `${Math.ceil(height)}px`);
  }).observe(byId('top'));
  new IntersectionObserver(([entry]) => {
    if (entry?.isIntersecting) delete documentElement.dataset['scrolled'];
    else documentElement.dataset['scrolled'] = 'yes';
  }).observe(byId('summary'));
  byId('to-top').addEventListener('click', (event) => {
    event.preventDefault();
    scrollTo({ top: 0 });
    fieldById('find').focus({ preventScroll: true });
  });
}

start().catch((error: unknown) => {
  byId('side').hidden = false;
  byId('panel').textContent =
    `The page could not read its own data (${String(error)}); the tables below are complete without it.`;
});
