import { missingText } from '../../snapshot/missing.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { holdAll, labelOf } from '../../model/selectors.ts';
import { selectorText } from '../../snapshot/project/selector.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { IstioFacts, MtlsMode, RecognizedAddon } from '../types.ts';
import { containerOf } from '../images.ts';
import { origins } from '../origin.ts';
import { bypassesOf } from './bypass.ts';
import { keptOutBy } from './interception.ts';
import { mtlsPolicies } from './mtls.ts';
import { inboundPatches } from './patches.ts';
import { controlContainer, isControlPlane, revisionsOf, tagsOf } from './recognition/control-planes.ts';
import { formsOf } from './recognition/forms.ts';
import { CNI, GROUPS, MARKS, ZTUNNEL } from './recognition/marks.ts';
import { gatewaysOf, nodeAgents } from './recognition/parts.ts';
import { leavesTraces } from './recognition/traces.ts';
import { cniGroups, dataPlaneOf, hasSidecar, inMesh, proxyGroups, skewOf } from './recognition/proxies.ts';
import { listed, PEER_AUTHENTICATIONS } from './listed.ts';
import { rootOf } from './root.ts';
import { permission } from '../../shared/requirement.ts';

/** The observed mesh: control planes, members, and how its traffic is encrypted. */
export function buildIstio(model: ClusterModel): IstioFacts {
  const control = model.workloads.filter(isControlPlane);
  const { trusted } = origins(control, MARKS, model.trust);
  const policies = model.extensions.custom.filter(
    ({ kind, group }) => kind === 'PeerAuthentication' && group === 'security.istio.io',
  );
  const { namespace: root, assumed } = rootOf(model, { trusted, alike: control });
  const modes = root.known ? mtlsPolicies(policies, root.value, matchesNothing(model)) : undefined;
  const evaluate = (mode: { mode: MtlsMode; evidence: Evidence } | undefined): Known<MtlsMode> =>
    mode ? listed(model, PEER_AUTHENTICATIONS, mode.mode, [mode.evidence]) : unknownRoot(root);
  const ambient = model.workloads.some((workload) => containerOf(workload, ZTUNNEL) !== undefined);
  const sidecars = new Map(
    [...model.pods.byNamespace].map(([name, pods]) => [name, pods.filter((pod) => inMesh(pod)).length]),
  );
  const present = installed(model, control);
  return {
    installed: present,
    traces: (present.known && present.value) || leavesTraces(model),
    ...installation(model, control, new Set(trusted)),
    dataPlane: dataPlaneOf(model, ambient),
    rootNamespace: root,
    rootAssumed: assumed,
    meshMtls: (root.known && modes?.problem(root.value)) || evaluate(modes?.mesh),
    namespaces: model.namespaces
      .map(({ name, record, pods }) => ({
        name,
        injection: requestsForInjection(record.labels),
        podsInMesh: sidecars.get(name) ?? 0,
        ambientOnly: (sidecars.get(name) ?? 0) > 0 && !pods.some(hasSidecar),
        pods: pods.length,
        mtls: modes?.problem(name) ?? evaluate(modes?.namespace(name)),
      }))
      .filter(({ injection, podsInMesh }) => injection || podsInMesh > 0),
    exceptions: modes?.exceptions ?? [],
    bypasses: bypassesOf(model, hasSidecar),
    ...keptOutBy(model.extensions, trusted.length > 0 ? trusted : control),
    patches: inboundPatches(model.extensions.custom),
  };
}

/** What is installed, and in which versions. */
function installation(
  model: ClusterModel,
  control: readonly WorkloadFacts[],
  trusted: ReadonlySet<WorkloadFacts>,
): Pick<
  IstioFacts,
  'revisions' | 'tags' | 'forms' | 'agents' | 'gateways' | 'proxies' | 'skew' | 'unmatched'
> {
  const revisions = revisionsOf(model, control, trusted);
  const tags = tagsOf(model.extensions.webhooks);
  const agents = nodeAgents(model);
  const gateways = gatewaysOf(model);
  const proxies = [...proxyGroups(model.pods.all), ...cniGroups(agents)];
  return {
    revisions,
    tags,
    agents,
    gateways,
    forms: formsOf(model, { control, revisions, tags, agents, gateways }),
    proxies,
    ...skewOf(proxies, revisions),
  };
}

/** Whether a policy has a selector that matches no pod and no pod template, and the lists of both are complete. */
function matchesNothing(model: ClusterModel): (policy: CustomRecord) => boolean {
  const whole = (['pods', 'workloads'] as const).every((id) => model.outcome(id).status === 'ok');
  if (!whole) return () => false;
  return ({ namespace, spec }) => {
    const wanted = selectorText(spec['selector']) ?? [];
    return !model.workloads.some(
      (workload) =>
        workload.namespace === namespace &&
        [workload, ...workload.templates, ...workload.pods].some(
          ({ template }) => holdAll(wanted, (key) => labelOf(template.labels, key)) !== 'no',
        ),
    );
  };
}

/** The policies of the mesh are unknown while its root namespace is. */
function unknownRoot(root: Known<string>): Known<MtlsMode> {
  return root.known ? unknown('the policies of the mesh were not read') : root;
}

/** Absence requires complete lists of API groups and pods; one signal is enough for presence. */
function installed({ extensions, outcome }: ClusterModel, control: readonly WorkloadFacts[]): Known<boolean> {
  const first = control[0];
  if (first)
    return known(true, {
      source: 'object',
      confidence: 'observed',
      location: `Deployment ${first.namespace}/${first.name}`,
      value: controlContainer(first)?.image ?? 'istiod',
    });
  const injector = extensions.webhooks.find(({ name }) => name.startsWith('istio-sidecar-injector'));
  if (injector)
    return known(true, {
      source: 'object',
      confidence: 'observed',
      location: `${injector.kind} ${injector.name}`,
      value: 'present, control plane elsewhere',
    });
  const group = GROUPS.find((name) => extensions.groups.has(name));
  if (group)
    return known(true, {
      source: 'discovery',
      confidence: 'inferred',
      location: 'API groups',
      value: `${group}, no control plane observed`,
    });
  const incomplete = (['discovery', 'pods'] as const).map(outcome).filter(({ status }) => status !== 'ok');
  if (incomplete.length > 0) {
    return unknown(
      `data is incomplete: ${missingText(incomplete)}`,
      ...incomplete.flatMap(({ missing }) => (missing ?? []).map((rule) => permission(rule))),
    );
  }
  return known(false, {
    source: 'discovery',
    confidence: 'observed',
    location: 'API groups and pods',
    value: 'no Istio API groups or control plane',
  });
}

/** `istio-injection=disabled` takes precedence over a revision. */
function requestsForInjection(labels: Readonly<Record<string, string>>): boolean {
  const injection = labels['istio-injection'];
  return (
    injection === 'enabled' ||
    (injection !== 'disabled' && (labels['istio.io/rev'] ?? '') !== '') ||
    labels['istio.io/dataplane-mode'] === 'ambient'
  );
}

export function istioAddon(model: ClusterModel, istio: IstioFacts): RecognizedAddon | undefined {
  if (!istio.installed.known || !istio.installed.value) return undefined;
  const workloads = model.workloads.filter(
    (workload) => isControlPlane(workload) || containerOf(workload, [...ZTUNNEL, ...CNI]) !== undefined,
  );
  const versions = [
    ...new Set(istio.revisions.map(({ version }) => version).filter((version) => version !== undefined)),
  ].sort();
  // Only pods show which workloads are in the mesh.
  const noneSeen =
    model.outcome('pods').status === 'ok' ? 'no workload in the mesh' : 'mesh membership is unknown';
  const form =
    istio.revisions.length === 0
      ? 'CRDs only'
      : [
          istio.dataPlane === 'none' ? noneSeen : istio.dataPlane,
          `revision ${istio.revisions.map(({ name }) => name).join(', ')}`,
        ].join(', ');
  return {
    id: 'istio',
    name: 'Istio',
    category: 'mesh',
    ...(versions.length > 0 && { version: versions.join(', ') }),
    namespaces: [...new Set(workloads.map(({ namespace }) => namespace))].sort(),
    form: istio.revisions.some(({ external }) => external) ? `${form}, external control plane` : form,
    workloads,
    ...origins(workloads, MARKS, model.trust),
    evidence: istio.installed.evidence,
    notes:
      istio.revisions.length === 0
        ? ['CRDs installed, no control plane found (stale CRDs or an external control plane)']
        : [],
  };
}
