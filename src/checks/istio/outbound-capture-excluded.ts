import type { WorkloadFacts } from '../../model/types.ts';
import { withoutInterception } from '../../addons/istio/bypass.ts';
import { MOST, shareOfAddresses } from '../../shared/address-share.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { hasProxy } from '../helpers/mesh-members.ts';
import { listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/outbound-capture-excluded',
  title: 'Outbound traffic bypasses the Istio sidecar',
  control: 'Redirection of outbound traffic to sidecars',
  severity: 'medium',
  why: 'The excluded traffic leaves the Pod without mutual TLS, and no egress rule of the mesh applies to it. An attacker in the workload can send data to these addresses unnoticed.',
  remediation:
    'Remove the annotations `traffic.sidecar.istio.io/excludeOutbound*` and `includeOutbound*`, and describe the destination by a ServiceEntry. Otherwise limit it by a NetworkPolicy.',
  references: ['istio-security-best-practices', 'istio-egress-control', 'K05'],
  needs: ['workloads'],
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    const members = workloads.filter(({ templates }) => templates.some(({ template }) => hasProxy(template)));
    yield* meshVerdict(istio, {
      faults: members.flatMap(faultOf),
      objects: members.length,
      noun: 'workload with a sidecar',
      pass: 'no annotation excludes outbound traffic from a sidecar',
    });
  },
});

const SCOPE = 'traffic.sidecar.istio.io';

function faultOf(workload: WorkloadFacts): Finding[] {
  const found = new Map<string, boolean>();
  for (const { template } of workload.templates)
    if (hasProxy(template))
      for (const { setting, wide } of exclusions(template.annotations)) found.set(setting, wide);
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

/** Annotations of https://istio.io/latest/docs/reference/config/annotations/; `wide`: nearly all traffic, or that to any host. */
function exclusions(annotations: Readonly<Record<string, string>>): { setting: string; wide: boolean }[] {
  const value = (name: string) => annotations[`${SCOPE}/${name}`]?.trim();
  const excluded = ['excludeOutboundPorts', 'excludeOutboundIPRanges'].flatMap((name) => {
    const given = value(name);
    const wide = name === 'excludeOutboundIPRanges' && shareOfAddresses((given ?? '').split(',')) >= MOST;
    return given ? [{ setting: `${name}: ${given}`, wide }] : [];
  });
  const none = withoutInterception(annotations);
  const interfaces = (value('excludeInterfaces') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'lo');
  const ranges = value('includeOutboundIPRanges');
  const ports = value('includeOutboundPorts');
  return [
    ...(none === undefined ? [] : [{ setting: none, wide: true }]),
    ...(interfaces.length === 0
      ? []
      : [{ setting: `excludeInterfaces: ${interfaces.join(',')}`, wide: interfaces.includes('eth0') }]),
    ...excluded,
    ...(ranges !== undefined && ranges !== '*' && value('includeOutboundPorts') !== '*'
      ? [{ setting: `includeOutboundIPRanges: ${ranges === '' ? '(none)' : ranges}`, wide: true }]
      : []),
    ...(ranges === '' && ports !== undefined && ports !== '' && ports !== '*'
      ? [{ setting: `includeOutboundPorts: ${ports}`, wide: true }]
      : []),
  ];
}
