import type { IstioDetail, MeshWorkloadRow } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
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
  const outside = number('pods-outside');
  const unclear = number('unknown');
  return [
    `Mutual TLS is enforced in ${number('enforced')} of ${plural(judged.length, 'namespace')} with workloads in the mesh${
      open > 0 ? `; ${plural(open, 'accepts', 'accept')} plaintext connections to Pods in the mesh` : ''
    }${
      outside > 0
        ? `; ${plural(outside, 'has', 'have')} Pods outside the mesh beside Pods that enforce it`
        : ''
    }${unclear > 0 ? `; ${plural(unclear, 'is', 'are')} unknown` : ''}.`,
  ];
}

/** Defaults that allow requests that no rule names. */
const OPEN: ReadonlySet<string> = new Set(['none', 'allow-all', 'audit', 'deny']);
const NONE: ReadonlySet<string> = new Set(['none']);

function accessSentences({ workloads }: IstioDetail): string[] {
  const served = workloads.filter(({ membership }) => membership === 'sidecar' || membership === 'ambient');
  // A workload whose templates have different labels may have several rows.
  const rows = [...groupBy(served, ({ namespace, kind, name }) => `${kind} ${namespace}/${name}`).values()];
  const known = rows.filter((variants) => variants.every(({ authorization }) => authorization.known));
  const number = (values: ReadonlySet<string>) =>
    known.filter((variants) => variants.some((row) => hasDefault(row, values))).length;
  const unclear = rows.length - known.length;
  const open = number(OPEN);
  return [
    ...(known.length > 0
      ? [
          `${open} of ${plural(known.length, 'workload')} in the mesh (gateways not counted) ${open === 1 ? 'allows' : 'allow'} requests that match no AuthorizationPolicy rule, ${number(NONE)} of them without any policy.`,
        ]
      : []),
    ...(unclear > 0 ? [`The authorization of ${plural(unclear, 'workload')} is unknown.`] : []),
  ];
}

function hasDefault({ authorization }: MeshWorkloadRow, values: ReadonlySet<string>): boolean {
  return authorization.known && values.has(authorization.value);
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
    ? 'Egress is open (ALLOW_ANY): proxies forward traffic to hosts that are not in the service registry.'
    : 'Egress is limited (REGISTRY_ONLY): proxies forward traffic to hosts in the service registry only. NetworkPolicies must support it.';
}
