import type { IstioDetail } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import { gatewaySentences } from './mesh-gateways.ts';

/** What the tables of a mesh mean, as sentences for readers who do not operate one. */
export function istioSummary(detail: IstioDetail): string[] {
  return [
    meshSentence(detail),
    ...namespaceSentences(detail),
    ...accessSentences(detail),
    ...skewSentences(detail),
    ...gatewaySentences(detail),
    egressSentence(detail),
  ];
}

const MODE_MEANINGS = {
  STRICT: 'Pods in the mesh reject plaintext connections unless a policy of a namespace or workload differs',
  PERMISSIVE:
    'Pods in the mesh accept plaintext connections unless a policy of a namespace or workload differs',
  DISABLE: 'mutual TLS is disabled unless a policy of a namespace or workload differs',
} as const;

function meshSentence({ mtls }: IstioDetail): string {
  return mtls.known
    ? `The mutual TLS mode of the mesh is ${mtls.value}: ${MODE_MEANINGS[mtls.value]}.`
    : `The mutual TLS mode of the mesh is unknown: ${mtls.reason}.`;
}

function namespaceSentences({ namespaces }: IstioDetail): string[] {
  const judged = namespaces.filter(({ mtls }) => mtls !== undefined);
  if (judged.length === 0) return ['No namespace with workloads in the mesh was observed.'];
  const number = (state: string) => judged.filter(({ mtls }) => mtls === state).length;
  const open = number('not-enforced');
  const unclear = number('unknown');
  return [
    `Mutual TLS is enforced in ${number('enforced')} of ${plural(judged.length, 'namespace')} with workloads in the mesh${
      open > 0 ? `; ${plural(open, 'accepts', 'accept')} plaintext connections` : ''
    }${unclear > 0 ? `; ${plural(unclear, 'is', 'are')} unknown` : ''}.`,
  ];
}

/** Defaults that allow requests that no rule names. */
const OPEN = new Set(['none', 'allow-all', 'audit', 'deny']);

function accessSentences({ workloads }: IstioDetail): string[] {
  if (workloads.length === 0) return [];
  const known = workloads.flatMap(({ authorization }) => (authorization.known ? [authorization.value] : []));
  const open = known.filter((value) => OPEN.has(value)).length;
  const without = known.filter((value) => value === 'none').length;
  const unclear = workloads.length - known.length;
  return [
    ...(known.length > 0
      ? [
          `${open} of ${plural(known.length, 'workload')} ${open === 1 ? 'allows' : 'allow'} requests that no authorization rule names, ${without} of them without any AuthorizationPolicy.`,
        ]
      : []),
    ...(unclear > 0 ? [`The authorization of ${plural(unclear, 'workload')} is unknown.`] : []),
  ];
}

function skewSentences({ proxies }: IstioDetail): string[] {
  const different = proxies.filter(({ skew }) => skew !== undefined);
  const pods = different.reduce((sum, row) => sum + row.pods, 0);
  return pods === 0
    ? []
    : [`Proxies in ${plural(pods, 'Pod')} have another version than their control plane.`];
}

function egressSentence({ egress }: IstioDetail): string {
  if (!egress.known) return `The egress mode of the mesh is unknown: ${egress.reason}.`;
  return egress.value === 'ALLOW_ANY'
    ? 'Egress is open (ALLOW_ANY): proxies forward traffic to hosts that the mesh does not know.'
    : 'Egress is limited (REGISTRY_ONLY): proxies forward traffic to hosts of the mesh only, which NetworkPolicies must support.';
}
