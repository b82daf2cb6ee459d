import { CIS } from '../data/cis-benchmark.ts';
import type { mitreTechniques, nsaHeadings, owaspRisks } from '../data/frameworks.ts';
import { frameworks } from '../data/frameworks.ts';
import { referencePages } from '../data/reference-pages.ts';
import type { RiskReference } from '../result/types.ts';

/** Rows of frameworks that a single check covers. */
const OTHER_ROWS = {
  'CIS GKE 5.5.1': { framework: 'CIS GKE 1.6', id: '5.5.1' },
  'Kubescape C-0079': { framework: 'Kubescape', id: 'C-0079' },
  'Kubescape C-0087': { framework: 'Kubescape', id: 'C-0087' },
  'Kubescape C-0226': { framework: 'Kubescape', id: 'C-0226' },
} as const;

/**
 * The short name of a reference: `CIS 1.2.15`, a technique of MITRE ATT&CK (`T1611`), a risk of OWASP (`K01`), a heading of the
 * NSA/CISA guidance (`NSA Network policies`), or a page of src/data/reference-pages.ts (`pod-security-standards`). A name that is in
 * no table does not compile; a test verifies that the CIS row exists.
 */
export type ReferenceName =
  | `CIS ${number}.${string}`
  | keyof typeof mitreTechniques
  | keyof typeof owaspRisks
  | `NSA ${(typeof nsaHeadings)[number]}`
  | keyof typeof referencePages
  | keyof typeof OTHER_ROWS;

export function referenceOf(name: ReferenceName): RiskReference {
  if (isKeyOf(referencePages, name)) {
    const { title, url } = referencePages[name];
    return { framework: 'docs', id: title, url };
  }
  if (isKeyOf(OTHER_ROWS, name)) return OTHER_ROWS[name];
  const row = name.slice(name.indexOf(' ') + 1);
  if (name.startsWith('CIS ')) return { framework: CIS, id: row };
  if (name.startsWith('NSA ')) return { framework: frameworks.nsa.name, id: row };
  return { framework: frameworks[name.startsWith('T') ? 'mitre' : 'owasp'].name, id: name };
}

function isKeyOf<T extends object>(table: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(table, name);
}
