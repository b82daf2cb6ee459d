import type { IstioFacts } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { addedCapabilities } from '../helpers/capabilities.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import type { Members } from '../helpers/mesh-members.ts';
import { hasProxy, isGatewayPod, membersOf, partOfIstio, PROXY } from '../helpers/mesh-members.ts';
import { listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/capture-removable',
  title: 'Application can bypass its Istio sidecar',
  control: 'Separation of applications and sidecars',
  severity: 'medium',
  why: 'Traffic of user 1337 is not redirected to the sidecar, and a container with NET_ADMIN can remove the redirection. An attacker in the application bypasses mutual TLS, authorization and egress rules.',
  remediation:
    'Set `runAsUser` of the application to another value than 1337, drop NET_ADMIN, and remove `privileged: true`. Enforce the Pod Security level `baseline`.',
  references: [
    'istio-application-requirements',
    'istio-security-best-practices',
    'istio-analysis-messages',
    'K01',
  ],
  needs: ['workloads'],
  uses: ['cluster', 'istio', 'namespaces'],
  passNeeds: ['namespaces', 'pods'],
  *run({ cluster, istio, namespaces, workloads }): Iterable<Finding> {
    const members = membersOf(istio, namespaces, cluster);
    const isOfIstio = partOfIstio(istio);
    const evaluated = workloads.filter(
      (workload) =>
        !isOfIstio(workload) &&
        (members.mayInclude(workload.namespace) ||
          workload.templates.some(({ template }) => hasProxy(template))),
    );
    const absent = istio.installed.known && !istio.installed.value;
    yield* meshVerdict(istio, {
      faults: absent ? [] : evaluated.flatMap((workload) => faultOf(workload, istio, members)),
      objects: absent ? 0 : evaluated.length,
      noun: 'workload of the mesh',
      pass: 'no application runs as user or group 1337, is privileged, or has NET_ADMIN',
    });
  },
});

function faultOf(workload: WorkloadFacts, istio: IstioFacts, members: Members): Finding[] {
  const inMesh = members.includes(workload.namespace);
  // Manifests without their namespace are presumed to be in a mesh. Only the number 1337 shows that they are written for one.
  const presumed = !(istio.installed.known && istio.installed.value) && !requested(workload, istio);
  const found = new Set<string>();
  for (const { template } of workload.templates)
    if ((hasProxy(template) || inMesh) && !isGatewayPod(template) && template.hostNetwork !== true)
      for (const what of waysAround(template, presumed && !hasProxy(template))) found.add(what);
  if (found.size === 0) return [];
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      message: `${listed([...found])}: the application can bypass the sidecar`,
      evidence: [observed(workloadName(workload), [...found].join(', '))],
    },
  ];
}

/** Its namespace requests sidecars, or has some. */
function requested({ namespace }: WorkloadFacts, { namespaces }: IstioFacts): boolean {
  return namespaces.some(({ name }) => name === namespace);
}

/** The numbers of the proxy's user and group, which it needs itself, and, unless only these count, powers to change the redirection. */
function waysAround({ containers, runAsUser, runAsGroup }: PodTemplate, onlyNumbers: boolean): string[] {
  const own = containers.filter(
    ({ name, role }) => name !== PROXY && role !== 'init' && role !== 'ephemeral',
  );
  return [
    ...own
      .filter((container) => (container.runAsUser ?? runAsUser) === 1337)
      .map(({ name }) => `runAsUser: 1337 (${name})`),
    // The rules of istio-iptables exempt the group as well as the user.
    ...own
      .filter((container) => (container.runAsGroup ?? runAsGroup) === 1337)
      .map(({ name }) => `runAsGroup: 1337 (${name})`),
    ...(onlyNumbers ? [] : own.flatMap(powersOf)),
  ];
}

function powersOf(container: ContainerRecord): string[] {
  if (container.privileged) return [`privileged: true (${container.name})`];
  const added = addedCapabilities(container).filter(
    (name) => name === 'NET_ADMIN' || name === 'ALL' || name === 'SYS_ADMIN',
  );
  return added.map((name) => `capabilities.add: ${name} (${container.name})`);
}
