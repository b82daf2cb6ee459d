import type { ClusterModel } from '../../model/parts.ts';
import type { ProductMarks, WorkloadFacts } from '../../model/types.ts';
import { holdAll, labelOf } from '../../model/selectors.ts';
import { selectorText } from '../../snapshot/project/selector.ts';
import type { CustomRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { RecognizedAddon, IstioFacts, MtlsMode } from '../types.ts';
import { imageIs, imageVersion } from '../../shared/image.ts';
import { containerOf } from '../images.ts';
import { origins } from '../origin.ts';
import { bypassesOf } from './bypass.ts';
import { keptOutBy } from './interception.ts';
import { mtlsPolicies } from './mtls.ts';
import { inboundPatches } from './patches.ts';
import { rootOf } from './root.ts';
import { permission } from '../../shared/requirement.ts';

const GROUPS = ['networking.istio.io', 'security.istio.io'];

/** Cluster-scoped objects of an Istio installation. */
export const MARKS: ProductMarks = {
  groups: GROUPS,
  // The node agent deletes or repairs pods whose traffic redirection failed.
  permissions: [{ group: '', resources: ['pods'], verbs: ['delete', 'patch', 'update'] }],
  calls: /^istio-/,
};

/** Namespace of an external control plane when nothing else names one. */
const USUAL_NAMESPACE = 'istio-system';

/** The observed mesh: control planes, members, and how its traffic is encrypted. */
export function buildIstio(model: ClusterModel): IstioFacts {
  const control = model.workloads.filter(isControlPlane);
  const { trusted } = origins(control, MARKS, model.trust);
  const policies = model.extensions.custom.filter(
    ({ kind, group }) => kind === 'PeerAuthentication' && group === 'security.istio.io',
  );
  const { namespace: root, assumed } = rootOf(model, { trusted, alike: control });
  const modes = root.known ? mtlsPolicies(policies, root.value, matchesNothing(model)) : undefined;
  const outcome = model.outcome('istio');
  const evaluate = (mode: { mode: MtlsMode; evidence: Evidence } | undefined): Known<MtlsMode> =>
    !mode
      ? unknownRoot(root)
      : outcome.status === 'ok'
        ? known(mode.mode, mode.evidence)
        : unknown(
            outcome.reason ?? 'Istio configuration was not read',
            ...(
              outcome.missing ?? [
                { verb: 'list' as const, group: 'security.istio.io', resource: 'peerauthentications' },
              ]
            ).map((rule) => permission(rule)),
          );
  const ambient = model.workloads.some((workload) => containerOf(workload, ['ztunnel']) !== undefined);
  const sidecars = new Map(
    [...model.pods.byNamespace].map(([name, pods]) => [name, pods.filter((pod) => inMesh(pod)).length]),
  );
  const anySidecar = model.pods.all.some(hasSidecar);
  return {
    installed: installed(model, control),
    revisions: revisions(model, control, new Set(trusted)),
    dataPlane: ambient ? (anySidecar ? 'both' : 'ambient') : anySidecar ? 'sidecar' : 'none',
    rootNamespace: root,
    rootAssumed: assumed,
    meshMtls: evaluate(modes?.mesh),
    namespaces: model.namespaces
      .map(({ name, record, pods }) => ({
        name,
        injection: requestsForInjection(record.labels),
        podsInMesh: sidecars.get(name) ?? 0,
        ambientOnly: (sidecars.get(name) ?? 0) > 0 && !pods.some(hasSidecar),
        pods: pods.length,
        mtls: evaluate(modes?.namespace(name)),
      }))
      .filter(({ injection, podsInMesh }) => injection || podsInMesh > 0),
    exceptions: modes?.exceptions ?? [],
    bypasses: bypassesOf(model, hasSidecar),
    keptOut: keptOutBy(model.extensions, trusted.length > 0 ? trusted : control),
    patches: inboundPatches(model.extensions.custom),
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

/** By the name of istiod or by its image: packagers name the image differently. */
export function isControlPlane({ kind, template }: WorkloadFacts): boolean {
  return (
    kind === 'Deployment' &&
    template.labels['app'] === 'istiod' &&
    template.containers.some(
      ({ name, image, role }) =>
        role === undefined &&
        (PILOT.some((known) => imageIs(image, known)) ||
          (name === 'discovery' && template.labels['istio.io/rev'] !== undefined)),
    )
  );
}

/** Images of the control plane, from upstream and from packagers (`istio-pilot-rhel9`, `mirrored-istio-pilot`). */
export const PILOT = ['pilot', 'pilot-discovery', 'istio-pilot', 'istio/pilot'];

/** Absence requires complete lists of API groups and pods; one signal is enough for presence. */
function installed({ extensions, outcome }: ClusterModel, control: readonly WorkloadFacts[]): Known<boolean> {
  const first = control[0];
  if (first)
    return known(true, {
      source: 'object',
      confidence: 'observed',
      location: `Deployment ${first.namespace}/${first.name}`,
      value: containerOf(first, PILOT)?.image ?? 'istiod',
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
  const blind = (['discovery', 'pods'] as const).map(outcome).filter(({ status }) => status !== 'ok');
  if (blind.length > 0) {
    return unknown(
      blind.map(({ collector, reason }) => `${collector}: ${reason ?? 'not collected'}`).join('; '),
      ...blind.flatMap(({ missing }) => (missing ?? []).map((rule) => permission(rule))),
    );
  }
  return known(false, {
    source: 'discovery',
    confidence: 'observed',
    location: 'API groups and pods',
    value: 'no Istio API groups or control plane',
  });
}

function revisions(
  { extensions }: ClusterModel,
  control: readonly WorkloadFacts[],
  trusted: ReadonlySet<WorkloadFacts>,
): IstioFacts['revisions'] {
  const own = control.map((workload) => {
    const image = containerOf(workload, PILOT)?.image;
    const version = imageVersion(image ?? '');
    return {
      name: workload.template.labels['istio.io/rev'] ?? 'default',
      namespace: workload.namespace,
      workload: { kind: workload.kind, namespace: workload.namespace, name: workload.name },
      ...(image !== undefined && { image }),
      ...(version && { version }),
      ...(workload.replicas !== undefined && { replicas: workload.replicas }),
      external: false,
      trusted: trusted.has(workload),
    };
  });
  if (own.length > 0) return own;
  const remote = extensions.webhooks.filter(
    ({ name, webhooks }) => name.startsWith('istio-sidecar-injector') && webhooks.some(({ url }) => url),
  );
  return remote.map(({ labels }) => ({
    name: labels['istio.io/rev'] ?? 'default',
    namespace: USUAL_NAMESPACE,
    external: true,
    // Only administrators create webhook configurations.
    trusted: true,
  }));
}

/** A sidecar, or a pod that ambient mode has captured. */
function inMesh(pod: PodRecord): boolean {
  return pod.template.annotations['ambient.istio.io/redirection'] === 'enabled' || hasSidecar(pod);
}

/** Native sidecars are init containers that keep running. */
export function hasSidecar({ template }: PodRecord): boolean {
  return (
    template.annotations['sidecar.istio.io/status'] !== undefined &&
    template.containers.some(({ name, role }) => name === 'istio-proxy' && (role ?? 'sidecar') === 'sidecar')
  );
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
    (workload) => isControlPlane(workload) || containerOf(workload, ['ztunnel', 'install-cni']) !== undefined,
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
