import { listAll } from '../../shared/requirement.ts';
import type { EnvoyProxyFacts } from '../../addons/types.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { perEnvoy } from '../helpers/envoy.ts';
import { few, listed, lowered, observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/proxy-privileged',
  title: 'Envoy proxy runs with host privileges',
  control: 'Privileges of Envoy proxies',
  severity: 'medium',
  why: 'A proxy that processes untrusted traffic is a target for remote code execution. With root, host privileges or added capabilities, such an attack reaches the node.',
  remediation:
    'Set `runAsNonRoot: true`, `allowPrivilegeEscalation: false` and `capabilities.drop: [ALL]`, and remove `privileged` and `hostNetwork`. Add only `NET_BIND_SERVICE` for ports below 1024.',
  references: ['envoy-edge', 'pod-security-standards', 'K01'],
  needs: [],
  uses: ['envoy'],
  run: ({ envoy }): Iterable<Finding> => perEnvoy(envoy, evaluate),
});

function evaluate({ workload, configurations, trusted, form }: EnvoyProxyFacts): Finding {
  const names = new Set(configurations.map(({ container }) => container));
  const faults = new Set(workload.templates.flatMap(({ template }) => faultsOf(template, names)));
  const evidence = few(faults, (what) => observed(workloadName(workload), what));
  if (faults.size > 0)
    return {
      verdict: 'fail',
      // Cilium's proxies serve the network of their node: that is their purpose.
      ...(trusted && form === 'Cilium' && { severity: lowered('medium') }),
      message: listed([...faults], 5),
      evidence,
    };
  return workload.templates.some(({ template }) => template.cut === true)
    ? {
        verdict: 'unknown',
        message: 'the Pod template is longer than the part that is kept',
        requires: [listAll('pods')],
      }
    : {
        verdict: 'pass',
        message: 'no host privileges, root user or added capabilities',
        evidence: [observed(workloadName(workload), 'security context of its Envoy containers')],
      };
}

function faultsOf(template: PodTemplate, names: ReadonlySet<string>): string[] {
  const own = template.containers.filter(
    ({ name, role }) => names.has(name) && role !== 'init' && role !== 'ephemeral',
  );
  return [
    ...(template.hostNetwork === true ? ['hostNetwork is true'] : []),
    ...(template.hostPID === true ? ['hostPID is true'] : []),
    ...own.flatMap((container) => ofContainer(container, template)),
  ];
}

function ofContainer(container: ContainerRecord, template: PodTemplate): string[] {
  const user = container.runAsUser ?? template.runAsUser;
  const added = (container.capabilitiesAdd ?? []).filter((name) => !/^(?:CAP_)?NET_BIND_SERVICE$/.test(name));
  return [
    ...(container.privileged === true ? ['privileged is true'] : []),
    ...(user === 0 ? ['runAsUser is 0'] : []),
    ...(container.allowPrivilegeEscalation === true ? ['allowPrivilegeEscalation is true'] : []),
    ...(added.length > 0 ? [`capabilities.add contains ${listed(added)}`] : []),
  ];
}
