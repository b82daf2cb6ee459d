import type { CheckInfo, RiskReference } from '../result/types.ts';
import { homepage } from '../shared/version.ts';

/** Pages of the frameworks, by the name in the references of checks. As of 2026-12-01. */
const OWASP = 'https://owasp.org/www-project-kubernetes-top-ten/';
const CIS = 'https://www.cisecurity.org/benchmark/kubernetes';
const NSA =
  'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF';

/** The published page of a reference; undefined when there is none. Ids of a saved result are untrusted, so only known forms become a path. */
export function referenceUrl({ framework, id, url }: RiskReference): string | undefined {
  if (url !== undefined) return url;
  if (framework.startsWith('CIS ')) return CIS;
  if (framework.startsWith('OWASP ')) return OWASP;
  if (framework === 'NSA/CISA') return NSA;
  if (framework === 'MITRE ATT&CK' && /^T\d{4}(?:\.\d{3})?$/.test(id))
    return `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;
  if (framework === 'Kubescape' && /^C-\d{4}$/.test(id))
    return `https://kubescape.io/docs/controls/${id.toLowerCase()}/`;
  return undefined;
}

/** The page of a check in our documentation; undefined for custom rules and for ids that no check can have. */
export function checkPageUrl({ id, area }: Pick<CheckInfo, 'id' | 'area'>): string | undefined {
  return area !== 'custom' && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id)
    ? `${homepage}/blob/main/docs/checks/${id}.md`
    : undefined;
}
