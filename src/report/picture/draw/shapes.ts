/** Shapes for severity and kind, so that colors are not required. */
import type { MtlsState, Severity } from '../../../result/types.ts';
import type { CardKind, NetworkMark } from '../types.ts';

/** Badges in a square of 12: more severe ones have more corners. */
const BADGES: Readonly<Record<Severity, string>> = {
  critical: 'M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z',
  high: 'M6 0l6 11.5H0z',
  medium: 'M6 0l6 6-6 6-6-6z',
  low: 'M6 1a5 5 0 1 1 0 10a5 5 0 0 1 0-10z',
  info: 'M3 3h6v6H3z',
};

export function badge(severity: Severity, x: number, y: number): string {
  return `<path class="s-${severity}" d="${BADGES[severity]}" transform="translate(${x} ${y})"/>`;
}

/** Symbols in a square of 16, drawn as lines. */
const SIGNS: Readonly<Record<CardKind, string>> = {
  network: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM1.5 8h13M8 1.5c4 4 4 9 0 13c-4-4-4-9 0-13z',
  'entry-point': 'M9 2h5v12H9M1.5 8h8M6.5 5l3 3l-3 3',
  component: 'M8 1.5l5.6 3.2v6.6L8 14.5l-5.6-3.2V4.7zM8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z',
  extensions: 'M3 8h10M8 3v10M4.5 4.5l7 7M11.5 4.5l-7 7',
  addon: 'M2 2h5v5H2zM9 9h5v5H9zM2 9h5v5H2zM11.5 1.5v6M8.5 4.5h6',
  'node-pool': 'M2 2h12v3.5H2zM2 6.25h12v3.5H2zM2 10.5h12V14H2z',
  node: 'M2 4h12v8H2zM4.5 8h.01M7 8h5',
  namespace: 'M2 2h3M7 2h2M11 2h3v3M14 7v2M14 11v3h-3M9 14H7M5 14H2v-3M2 9V7M2 5V2',
  workload: 'M8 1.5l5.5 3v7L8 14.5l-5.5-3v-7zM8 8v6.5M8 8L2.5 4.5M8 8l5.5-3.5',
  service: 'M8 2v4M8 10v4M8 6L3 10v4M8 6l5 4v4M6.5 2h3',
  policy: 'M8 1.5l5.5 2v4.5c0 3.2-2.3 5.4-5.5 6.5c-3.2-1.1-5.5-3.3-5.5-6.5V3.5zM5.5 8h5',
  instance: 'M3 3h10v10H3zM6 6h4v4H6z',
  identity: 'M8 2a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM2.5 14c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5z',
  'storage-class': 'M2.5 4c0-3 11-3 11 0v8c0 3-11 3-11 0zM2.5 4c0 3 11 3 11 0M2.5 8c0 3 11 3 11 0',
  volume: 'M2.5 4c0-3 11-3 11 0v8c0 3-11 3-11 0zM2.5 4c0 3 11 3 11 0',
  claim: 'M3 2h10v12H3zM5.5 5h5M5.5 8h5M5.5 11h3',
  stack: 'M2 6h9v8H2zM4.5 6V3.5h9v8H11',
};

export function sign(kind: CardKind, x: number, y: number): string {
  return `<path class="sign" d="${SIGNS[kind]}" transform="translate(${x} ${y})"/>`;
}

const BODY = 'M3.5 7.5h9V14h-9z';
const SHACKLE = 'M5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5';

/** Locks in a square of 16: closed, closed with a dot beside it, open with a crack, closed with a question mark. */
const LOCKS: Readonly<Record<MtlsState, string>> = {
  enforced: `${BODY}${SHACKLE}M8 9.8v2`,
  'pods-outside': `${BODY}${SHACKLE}M8 9.8v2M14.5 4.5h.01`,
  'not-enforced': `${BODY}M5.5 7.5V4.2a2.5 2.5 0 0 1 4.9-.7M8.6 7.5L6.8 10h2.6L7.6 14`,
  unknown: `${BODY}${SHACKLE}M7 9.6a1.1 1.1 0 1 1 1.5 1l-.5.6M8 12.6h.01`,
};

/** What the locks mean, for the legend and for readers that draw none. */
export const LOCK_WORDS: Readonly<Record<MtlsState, string>> = {
  enforced: 'Mutual TLS enforced',
  'pods-outside': 'Mutual TLS, Pods outside the mesh',
  'not-enforced': 'Mutual TLS not enforced',
  unknown: 'Mutual TLS unknown',
};

export function lock(state: MtlsState, x: number, y: number): string {
  return `<path class="sign l-${state}" d="${LOCKS[state]}" transform="translate(${x} ${y})"/>`;
}

export const LOCK_STATES: readonly MtlsState[] = ['enforced', 'pods-outside', 'not-enforced', 'unknown'];

const SHIELD = 'M8 1.5l5.5 2v4.5c0 3.2-2.3 5.4-5.5 6.5c-3.2-1.1-5.5-3.3-5.5-6.5V3.5z';

/** Shields with a tick, a bar, a cross or a question mark. */
const SHIELDS: Readonly<Record<NetworkMark, string>> = {
  restricted: `${SHIELD}M5.3 8l2 2l3.4-4`,
  'partly-open': `${SHIELD}M5.3 8h5.4`,
  open: `${SHIELD}M6 6l4 4M10 6l-4 4`,
  unknown: `${SHIELD}M6.4 6.4a1.7 1.7 0 1 1 2.3 1.6c-.5.2-.7.5-.7 1.2M8 11.4h.01`,
};

export const SHIELD_WORDS: Readonly<Record<NetworkMark, string>> = {
  restricted: 'Network restricted',
  'partly-open': 'Network partly open',
  open: 'Network open',
  unknown: 'Network unknown',
};

export const SHIELD_STATES: readonly NetworkMark[] = ['restricted', 'partly-open', 'open', 'unknown'];

export function shield(state: NetworkMark, x: number, y: number): string {
  return `<path class="sign n-${state}" d="${SHIELDS[state]}" transform="translate(${x} ${y})"/>`;
}
