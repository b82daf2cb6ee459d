import { excludedInterfaces, withoutRedirection } from '../../addons/istio/bypass.ts';
import type { OutboundExclusion } from '../../addons/istio/outbound-capture.ts';
import { ANNOTATIONS, VALUES, outboundExclusions } from '../../addons/istio/outbound-capture.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { list } from '../../shared/requirement.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { hasProxy, isGatewayPod } from '../helpers/mesh-members.ts';
import { listed, observed, requiresOr, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/outbound-capture-excluded',
  title: 'Outbound traffic bypasses the Istio sidecar',
  control: 'Redirection of outbound traffic to sidecars',
  severity: 'medium',
  why: 'The excluded traffic leaves the Pod without mutual TLS, and no egress rule of the mesh applies to it. An attacker in the workload can send data to these addresses unnoticed.',
  remediation:
    'Remove the annotations `traffic.sidecar.istio.io/excludeOutbound*` and `includeOutbound*` (mesh-wide: the values `global.proxy.excludeOutboundPorts` and `excludeIPRanges`), and describe the destination by a ServiceEntry. Otherwise limit it by a NetworkPolicy.',
  references: ['istio-security-best-practices', 'istio-egress-control', 'K05'],
  needs: ['workloads'],
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    const members = workloads.filter(({ templates }) =>
      templates.some(({ template }) => isApplication(template)),
    );
    const faults = [...meshFaults(istio), ...members.flatMap(faultOf)];
    const { keptOutbound, dataPlane } = istio;
    if (faults.length === 0 && members.length > 0 && dataPlane !== 'ambient' && !keptOutbound.known) {
      yield {
        verdict: 'unknown',
        message: keptOutbound.reason,
        requires: requiresOr(keptOutbound.requires, list('configmaps')),
      };
      return;
    }
    yield* meshVerdict(istio, {
      faults,
      objects: members.length,
      noun: 'workload with a sidecar',
      pass: 'no annotation and no mesh-wide setting excludes outbound traffic from sidecars',
    });
  },
});

const SCOPE = 'traffic.sidecar.istio.io/';

function faultOf(workload: WorkloadFacts): Finding[] {
  const found = new Map<string, boolean>();
  for (const { template } of workload.templates)
    if (isApplication(template))
      for (const { setting, wide } of exclusions(template)) found.set(setting, wide);
  if (found.size === 0) return [];
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      severity: [...found.values()].some(Boolean) ? 'medium' : 'low',
      message: `outbound traffic bypasses the sidecar: ${listed([...found.keys()])}`,
      evidence: [observed(workloadName(workload), [...found.keys()].join(', '))],
    },
  ];
}

/** A proxy alone (gateway, waypoint, ztunnel) has no traffic of an application. */
function isApplication(template: PodTemplate): boolean {
  return hasProxy(template) && !isGatewayPod(template);
}

function exclusions(template: PodTemplate): OutboundExclusion[] {
  const none = withoutRedirection(template);
  if (none !== undefined) return [{ setting: none, wide: true }];
  const settings = Object.fromEntries(
    Object.entries(template.annotations).flatMap(([name, value]) =>
      name.startsWith(SCOPE) ? [[name.slice(SCOPE.length), value]] : [],
    ),
  );
  const interfaces = excludedInterfaces(template.annotations);
  return [
    ...outboundExclusions(settings, ANNOTATIONS),
    ...(interfaces.length === 0
      ? []
      : // Traffic of a pod leaves by eth0.
        [{ setting: `excludeInterfaces: ${interfaces.join(',')}`, wide: interfaces.includes('eth0') }]),
  ];
}

/** Defaults of every sidecar: an excluded port leads to any host. */
function meshFaults({ keptOutbound, dataPlane }: IstioFacts): Finding[] {
  if (dataPlane === 'ambient' || !keptOutbound.known) return [];
  return keptOutbound.value.map(({ setting, wide, evidence }) => ({
    verdict: 'fail',
    detail: setting,
    severity: wide || setting.startsWith(VALUES.excludePorts) ? 'medium' : 'low',
    message: `outbound traffic bypasses the sidecars mesh-wide: ${setting}`,
    evidence: [evidence],
  }));
}
