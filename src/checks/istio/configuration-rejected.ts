import { recordsIn } from '../../addons/istio/custom-objects.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, meshVerdict, routeRef } from '../helpers/mesh.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/configuration-rejected',
  title: 'Istio reports configuration as rejected or ineffective',
  control: 'Status of Istio configuration',
  severity: 'low',
  why: 'The status of the object reports that Istio does not apply it, or only in part. A route is then not reachable, or an authorization rule is not enforced.',
  remediation:
    'Read the message of the condition (`kubectl describe`), and correct the reference or field that it names.',
  references: ['istio-analysis-messages', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge', 'extensions', 'services'],
  passNeeds: ['istio', 'gateways', 'services'],
  *run({ istio, meshEdge: { gateways }, extensions, services }): Iterable<Finding> {
    const own = new Set(gateways.map(({ record }) => record));
    const foreign = new Set(
      extensions.gateways
        .filter((record) => !own.has(record))
        .map(({ namespace, name }) => `${namespace}/${name}`),
    );
    const absent = istio.installed.known && !istio.installed.value && gateways.length === 0;
    // Routes of other controllers have a status of those.
    const routes = extensions.routes.filter(
      ({ unmet, parents }) =>
        unmet && !absent && !(parents.length > 0 && parents.every((parent) => foreign.has(parent))),
    );
    const faults = [
      ...gateways.flatMap(({ record }) =>
        faultOf({ kind: 'Gateway', namespace: record.namespace, name: record.name }, record.unmet),
      ),
      ...routes.flatMap((route) => faultOf(routeRef(route), route.unmet)),
      ...services.flatMap(({ record: { namespace, name, unmet } }) =>
        faultOf({ kind: 'Service', namespace, name }, unmet),
      ),
      ...extensions.custom.flatMap((record) => faultOf(customRef(record), unmetOf(record))),
    ];
    yield* meshVerdict(istio, {
      faults,
      objects: gateways.length + meshObjects(extensions.custom),
      noun: 'Istio configuration with a status',
      pass: 'no object of the mesh reports a negative condition',
    });
  },
});

const KINDS: ReadonlySet<string> = new Set(['AuthorizationPolicy', 'ServiceEntry', 'WorkloadEntry']);
const CONDITIONS: ReadonlySet<unknown> = new Set([
  'istio.io/WaypointBound',
  'ZtunnelAccepted',
  'WaypointAccepted',
]);

function meshObjects(custom: readonly CustomRecord[]): number {
  return custom.filter(({ group, kind }) => group.endsWith('.istio.io') && KINDS.has(kind)).length;
}

/** Conditions that istiod writes (istio pilot/pkg/model/conditions). */
function unmetOf({ group, kind, status }: CustomRecord): string[] {
  if (!group.endsWith('.istio.io') || !KINDS.has(kind)) return [];
  return recordsIn(status?.['conditions'])
    .filter(
      ({ type, status: value, reason }) =>
        CONDITIONS.has(type) && (value === 'False' || reason === 'PartiallyInvalid'),
    )
    .map(({ type, reason }) => `${String(type)}: ${String(reason)}`);
}

function faultOf(at: ObjectRef, unmet: readonly string[] = []): Finding[] {
  if (unmet.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at,
      message: `conditions not met: ${listed(unmet)}`,
      evidence: [
        observed(`${at.kind} ${at.namespace ?? ''}/${at.name}`, `status.conditions ${listed(unmet)}`),
      ],
    },
  ];
}
