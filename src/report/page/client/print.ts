/** Paper has no buttons: the executive summary as it is, or the full report with all rows added and all sections opened. */
import { all, byId, fieldById } from './dom.ts';
import type { ClusterMap } from './map.ts';
import type { RiskList } from './risks.ts';

export function preparePrinting(map: ClusterMap, risks: RiskList): void {
  const scope = fieldById('print-scope');
  const { dataset } = document.documentElement;
  scope.addEventListener('change', () => (dataset['print'] = scope.value));
  byId('print').addEventListener('click', () => window.print());
  let folded: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    map.close();
    map.select(undefined);
    if (dataset['print'] !== 'full') return;
    risks.writeAll();
    folded = all<HTMLDetailsElement>('details:not([open])');
    for (const one of folded) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of folded.splice(0)) one.open = false;
  });
}
