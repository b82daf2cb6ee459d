/** Interactive functions of the page. Without script, tables, risks and the picture are in the HTML. */
import { all, byId, fieldById, say } from './dom.ts';
import { connectControls } from './controls.ts';
import { readData } from './data.ts';
import { ClusterMap } from './map.ts';
import { search, showCard } from './panel.ts';
import { RiskList } from './risks.ts';
import { targetOfFragment } from './state.ts';

async function start(): Promise<void> {
  const data = await readData();
  const risks = new RiskList(data);
  const map = new ClusterMap(data);
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
  for (const button of all('[data-light]'))
    button.addEventListener('click', () => {
      const element = byId(button.dataset['light'] ?? '');
      const count = map.light(new Set(risks.risksIn({ element })));
      say(count === 1 ? '1 card highlighted' : `${count} cards highlighted`);
    });
  byId('theme').addEventListener('change', (event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
  });
  const follow = () => risks.open(targetOfFragment());
  window.addEventListener('hashchange', follow);
  connectControls(map);
  printWhole(map, risks);
  follow();
  document.documentElement.dataset['ready'] = 'yes';
}

/** Paper has no buttons: before printing, all rows are added and all sections are opened. */
function printWhole(map: ClusterMap, risks: RiskList): void {
  let folded: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    risks.writeAll();
    map.close();
    map.select(undefined);
    folded = all<HTMLDetailsElement>('details:not([open])');
    for (const one of folded) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of folded) one.open = false;
  });
}

start().catch((error: unknown) => {
  byId('side').hidden = false;
  byId('panel').textContent =
    `The page could not read its own data (${String(error)}); the tables below are complete without it.`;
});
