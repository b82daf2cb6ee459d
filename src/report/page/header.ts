import type { Result } from '../../result/types.ts';
import type { Picture } from '../picture/types.ts';
import { headerCounts } from './banner.ts';
import { text } from './html.ts';

type Links = readonly (readonly [id: string, title: string])[];

const LINKS: Links = [
  ['summary', 'Summary'],
  ['the-map', 'Map'],
  ['changes', 'Changes'],
  ['risks', 'Risks'],
  ['exposure', 'Entry points'],
  ['addons', 'Add-ons'],
  ['control-plane', 'Control plane'],
  ['nodes', 'Nodes'],
  ['namespaces', 'Namespaces'],
  ['workloads', 'Workloads'],
  ['identities', 'Identities'],
  ['storage', 'Storage'],
  ['certificates', 'Certificates'],
  ['coverage', 'Data coverage'],
  ['glossary', 'Glossary'],
];

/** Links to the sections that the page has. */
export function linksOf(compares: boolean, ofAddons: Links): Links {
  return LINKS.filter(([id]) => compares || id !== 'changes').flatMap((link) =>
    link[0] === 'addons' ? [link, ...ofAddons] : [link],
  );
}

/** What stays while the page scrolls: cluster, counts, search over everything, links to the sections. */
export function headerHtml(result: Result, { title }: Picture, to: Links): string {
  const links = to.map(([id, name]) => `<li><a href="#${id}">${text(name)}</a></li>`).join('');
  return (
    `<header class="top" id="top"><div class="strip"><h1 title="${text(title)}">${text(title)}</h1>${headerCounts(result)}` +
    `<div class="find scripted"><label class="skip" for="find">Search cards, risks and tables</label>` +
    `<input id="find" type="search" placeholder="Search everything" autocomplete="off" aria-controls="hits"><div id="hits" role="region" aria-label="Search results" hidden></div></div></div>` +
    `<nav aria-label="Sections"><ul>${links}</ul></nav></header>`
  );
}

/** Where the data are from, a link that collects again (`serve` only), theme and printing. */
export function originHtml(result: Result, { subtitle }: Picture, refresh: boolean): string {
  const again = refresh ? '<a class="button" id="refresh" href="refresh">Refresh</a>' : '';
  const themes = ['auto', 'light', 'dark'].map((name) => `<option>${name}</option>`).join('');
  return (
    `<div class="origin"><p class="meta">${text(originText(result, subtitle))}</p>${again}` +
    `<div class="choices scripted"><label for="theme">Theme</label><select id="theme">${themes}</select>` +
    `<label for="print-scope">Print</label><select id="print-scope"><option value="summary">executive summary</option><option value="full">full report</option></select><button type="button" id="print">Print</button></div></div>`
  );
}

/** `kubeadm, v1.37.2; 2026-12-01 22:16 UTC, collected as greta@example.com`. */
function originText({ takenAt, cluster }: Result, subtitle: string): string {
  const who = cluster.user === undefined ? '' : `, collected as ${cluster.user}`;
  const when = `${takenAt.slice(0, 16).replace('T', ' ')} UTC${who}`;
  return subtitle === '' ? when : `${subtitle}; ${when}`;
}
