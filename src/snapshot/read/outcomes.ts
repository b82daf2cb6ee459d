/**
 * What files say about completeness: nothing. A kind that occurs may have more objects than were given, one that does not
 * occur was perhaps never asked for; so no outcome is `ok`, and no check passes on missing data.
 */
import type { SnapshotBuilder } from '../builder.ts';
import type { CertificateUse, RecordKind, RecordTypes } from '../records/index.ts';
import type { CollectorId, Outcome } from '../types.ts';
import { COLLECTOR_IDS } from '../types.ts';
import { recordKinds } from '../builder.ts';

/** Kinds that one collector brings. */
export const COLLECTOR_OF_KIND: Readonly<
  Record<Exclude<RecordKind, 'class' | 'gateway' | 'route' | 'custom' | 'certificate'>, CollectorId>
> = {
  pod: 'pods',
  node: 'nodes',
  kubelet: 'kubelets',
  namespace: 'namespaces',
  workload: 'workloads',
  service: 'services',
  endpointSlice: 'endpointslices',
  serviceAccount: 'serviceaccounts',
  secret: 'secrets',
  configMap: 'configmaps',
  lease: 'leases',
  ingress: 'ingresses',
  networkPolicy: 'networkpolicies',
  role: 'rbac',
  binding: 'rbac',
  storageClass: 'storage',
  persistentVolume: 'storage',
  persistentVolumeClaim: 'storage',
  csiDriver: 'storage',
  crd: 'crds',
  apiService: 'apiservices',
  webhook: 'webhooks',
  envoyBootstrap: 'envoy',
  signingRequest: 'certificates',
  flagz: 'flagz',
  metrics: 'metrics',
  health: 'health',
  version: 'version',
  probe: 'probe',
  endpoint: 'endpoint',
  client: 'endpoint',
  discovery: 'discovery',
  identity: 'identity',
  right: 'rights',
  openid: 'openid',
};

/** How many replicas there are to be, and how many may be away. */
const AVAILABILITY_KINDS = new Set(['policy/PodDisruptionBudget', 'autoscaling/HorizontalPodAutoscaler']);

const ISTIO_GROUP = /(?:^|\.)istio\.io$|^sailoperator\.io$|^maistra\.io$|^mesh\.cloud\.google\.com$/;
const ENVOY_GROUP = /^gateway\.envoyproxy\.io$|^projectcontour\.io$|^getambassador\.io$/;

/** A certificate comes with the object that shows it. */
const COLLECTOR_OF_HOLDER: Readonly<Record<CertificateUse, CollectorId>> = {
  serving: 'endpoint',
  'client-ca': 'configmaps',
  'front-proxy-ca': 'configmaps',
  'cluster-ca': 'configmaps',
  'webhook-ca': 'webhooks',
  'aggregated-ca': 'apiservices',
  'conversion-ca': 'crds',
  'trust-bundle': 'certificates',
  issued: 'certificates',
};

/** The collector that would have brought a record. */
export function collectorOf<K extends RecordKind>(kind: K, record: RecordTypes[K]): CollectorId {
  switch (kind) {
    case 'class':
      return (record as RecordTypes['class']).kind === 'GatewayClass' ? 'gateways' : 'ingresses';
    case 'gateway':
      return (record as RecordTypes['gateway']).api === 'networking.istio.io' ? 'istio' : 'gateways';
    case 'route':
      return (record as RecordTypes['route']).kind === 'VirtualService' ? 'istio' : 'gateways';
    case 'certificate':
      return COLLECTOR_OF_HOLDER[(record as RecordTypes['certificate']).use];
    case 'custom': {
      const { group, kind: custom } = record as RecordTypes['custom'];
      if (AVAILABILITY_KINDS.has(`${group}/${custom}`)) return 'availability';
      if (group === 'flowcontrol.apiserver.k8s.io') return 'flowcontrol';
      return ISTIO_GROUP.test(group) ? 'istio' : ENVOY_GROUP.test(group) ? 'envoy' : 'platform';
    }
    default:
      return COLLECTOR_OF_KIND[kind];
  }
}

/** Sets an outcome for every collector. `problems` = texts of what could not be read, `duplicates` = objects given twice. */
export function fileOutcomes(
  builder: SnapshotBuilder,
  problems: readonly string[],
  duplicates: number,
): void {
  const counts = new Map<CollectorId, number>();
  for (const kind of recordKinds) {
    for (const record of builder.records(kind)) {
      const collector = collectorOf(kind, record);
      counts.set(collector, (counts.get(collector) ?? 0) + 1);
    }
  }
  const unread =
    problems.length === 0 ? '' : `; ${plural(problems.length, 'part')} of the input could not be read`;
  let notes: string[] | undefined = problems.slice(0, MAX_NOTES);
  if (problems.length > MAX_NOTES) notes.push(`and ${problems.length - MAX_NOTES} more`);
  if (duplicates > 0) notes.push(`${plural(duplicates, 'object')} given more than once; the last one counts`);
  for (const collector of COLLECTOR_IDS) {
    const count = counts.get(collector) ?? 0;
    const outcome: Outcome =
      count > 0
        ? { collector, status: 'partial', count, reason: `files need not hold every object${unread}` }
        : { collector, status: 'absent', count, reason: `not in the files given${unread}` };
    // The list of problems is told once, at the first collector that has something to tell.
    if (count > 0 && notes !== undefined && notes.length > 0) {
      outcome.notes = notes;
      notes = undefined;
    }
    builder.outcome(outcome);
  }
}

const MAX_NOTES = 100;

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
