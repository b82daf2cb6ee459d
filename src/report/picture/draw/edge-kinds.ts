/** Words, layers and legend of the lines, in one table each. */
import type { EdgeKind, Layer } from '../types.ts';

/** Words of edges for people: what is at the start of the arrow, and does this with what is at its end. */
export const EDGE_WORDS: Readonly<Record<EdgeKind, string>> = {
  reaches: 'exposes',
  'leads-to': 'routes to',
  selects: 'selects',
  controls: 'controls',
  'may-do': 'permissions',
  'runs-as': 'runs as',
  limits: 'NetworkPolicy applies to',
  authorizes: 'AuthorizationPolicy applies to',
  'stores-in': 'storage',
  'runs-on': 'runs on',
};

/** The layer that shows and hides a kind of lines; others are always shown. */
export const LAYER_OF: Readonly<Partial<Record<EdgeKind, Layer>>> = {
  reaches: 'exposure',
  'leads-to': 'exposure',
  'may-do': 'identities',
  'runs-as': 'identities',
  limits: 'network',
  authorizes: 'mesh',
};

/** Entries of the legend: kinds of lines that look the same share one. */
export const LINE_LEGEND: readonly (readonly [kinds: readonly EdgeKind[], words: string])[] = [
  [['reaches', 'leads-to', 'selects'], 'request: from source to backend'],
  [['controls'], 'controls'],
  [['may-do', 'runs-as'], 'identity: runs as, has permissions on'],
  [['limits', 'authorizes'], 'policy applies to'],
  [['stores-in'], 'stores data in'],
  [['runs-on'], 'runs on'],
];

/** A sample line of 34 by 12 with its arrowhead. */
export function sampleLine(kind: EdgeKind): string {
  return `<g class="edge e-${kind}"><path class="wire" d="M1 6H27"/><path class="tip" d="M33 6L26 2V10z"/></g>`;
}
