import type { ClusterModel, WorkloadFacts } from '../../model/types.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { rightText } from '../../model/control-plane/silence.ts';
import type { AddonFacts, IstioFacts, MtlsMode } from '../types.ts';
import { containerOf, imageVersion } from '../images.ts';
import { mtlsPolicies } from './mtls.ts';

const GROUPS = ['networking.istio.io', 'security.istio.io'];
const DEFAULT_ROOT = 'istio-system';

/** The mesh as it is seen: control planes, what is in the mesh, and how its traffic is encrypted. */
export function buildIstio(model: ClusterModel): IstioFacts {
  const control = model.workloads.filter(isControlPlane);
  const policies = model.extensions.custom.filter(
    ({ kind, group }) => kind === 'PeerAuthentication' && group === 'security.istio.io',
  );
  const rootNamespace = rootOf(model, control);
  const modes = mtlsPolicies(policies, rootNamespace);
  const outcome = model.outcome('istio');
  const judge = (mode: { mode: MtlsMode; evidence: Evidence }): Known<MtlsMode> =>
    outcome.status === 'ok'
      ? known(mode.mode, mode.evidence)
      : unknown(
          outcome.reason ?? 'Istio configuration was not read',
          ...(
            outcome.missing ?? [
              { verb: 'list' as const, group: 'security.istio.io', resource: 'peerauthentications' },
            ]
          ).map(rightText),
        );
  const ambient = model.workloads.some((workload) => containerOf(workload, ['ztunnel']) !== undefined);
  const sidecars = new Map(
    [...model.pods.byNamespace].map(([name, pods]) => [name, pods.filter((pod) => inMesh(pod)).length]),
  );
  const anySidecar = model.pods.all.some(hasSidecar);
  return {
    installed: installed(model, control),
    revisions: revisions(model, control),
    dataPlane: ambient ? (anySidecar ? 'both' : 'ambient') : anySidecar ? 'sidecar' : 'none',
    rootNamespace,
    meshMtls: judge(modes.mesh),
    namespaces: model.namespaces
      .map(({ name, record, pods }) => ({
        name,
        injection: asksForInjection(record.labels),
        podsInMesh: sidecars.get(name) ?? 0,
        pods: pods.length,
        mtls: judge(modes.namespace(name)),
      }))
      .filter(({ injection, podsInMesh }) => injection || podsInMesh > 0),
    exceptions: modes.exceptions,
  };
}

function isControlPlane(workload: WorkloadFacts): boolean {
  return (
    workload.kind === 'Deployment' &&
    workload.template.labels['app'] === 'istiod' &&
    containerOf(workload, ['pilot', 'pilot-discovery']) !== undefined
  );
}

/** Proof of absence needs the API groups and the pods; one signal is enough for presence. */
function installed({ extensions, outcome }: ClusterModel, control: readonly WorkloadFacts[]): Known<boolean> {
  const first = control[0];
  if (first)
    return known(true, {
      witness: 'object',
      confidence: 'observed',
      source: `Deployment ${first.namespace}/${first.name}`,
      value: containerOf(first, ['pilot'])?.image ?? 'istiod',
    });
  const injector = extensions.webhooks.find(({ name }) => name.startsWith('istio-sidecar-injector'));
  if (injector)
    return known(true, {
      witness: 'object',
      confidence: 'observed',
      source: `${injector.kind} ${injector.name}`,
      value: 'present, control plane elsewhere',
    });
  const group = GROUPS.find((name) => extensions.groups.has(name));
  if (group)
    return known(true, {
      witness: 'discovery',
      confidence: 'inferred',
      source: 'API groups',
      value: `${group}, no control plane seen`,
    });
  const blind = (['discovery', 'pods'] as const).map(outcome).filter(({ status }) => status !== 'ok');
  if (blind.length > 0) {
    return unknown(
      blind.map(({ collector, reason }) => `${collector}: ${reason ?? 'not collected'}`).join('; '),
      ...blind.flatMap(({ missing }) => (missing ?? []).map(rightText)),
    );
  }
  return known(false, {
    witness: 'discovery',
    confidence: 'observed',
    source: 'API groups and pods',
    value: 'nothing of Istio',
  });
}

function rootOf({ extensions }: ClusterModel, control: readonly WorkloadFacts[]): string {
  const mesh = extensions.configMaps.find(
    ({ name, data }) => /^istio(-|$)/.test(name) && data['mesh'] !== undefined,
  )?.data['mesh'];
  const said = /^\s*rootNamespace:\s*"?([a-z0-9-]+)"?\s*$/m.exec(mesh ?? '')?.[1];
  return said ?? control[0]?.namespace ?? DEFAULT_ROOT;
}

function revisions({ extensions }: ClusterModel, control: readonly WorkloadFacts[]): IstioFacts['revisions'] {
  const own = control.map((workload) => {
    const version = imageVersion(containerOf(workload, ['pilot', 'pilot-discovery'])?.image ?? '');
    return {
      name: workload.template.labels['istio.io/rev'] ?? 'default',
      namespace: workload.namespace,
      ...(version && { version }),
      ...(workload.replicas !== undefined && { replicas: workload.replicas }),
      external: false,
    };
  });
  if (own.length > 0) return own;
  const remote = extensions.webhooks.filter(
    ({ name, webhooks }) => name.startsWith('istio-sidecar-injector') && webhooks.some(({ url }) => url),
  );
  return remote.map(({ labels }) => ({
    name: labels['istio.io/rev'] ?? 'default',
    namespace: DEFAULT_ROOT,
    external: true,
  }));
}

/** A sidecar, or a pod that ambient mode has captured. */
function inMesh(pod: PodRecord): boolean {
  return pod.template.annotations['ambient.istio.io/redirection'] === 'enabled' || hasSidecar(pod);
}

/** Native sidecars are init containers that go on running. */
function hasSidecar({ template }: PodRecord): boolean {
  return (
    template.annotations['sidecar.istio.io/status'] !== undefined &&
    template.containers.some(({ name, role }) => name === 'istio-proxy' && role !== 'init')
  );
}

/** `istio-injection=disabled` wins over a revision. */
function asksForInjection(labels: Readonly<Record<string, string>>): boolean {
  const injection = labels['istio-injection'];
  return (
    injection === 'enabled' ||
    (injection !== 'disabled' && (labels['istio.io/rev'] ?? '') !== '') ||
    labels['istio.io/dataplane-mode'] === 'ambient'
  );
}

export function istioAddon(model: ClusterModel, istio: IstioFacts): AddonFacts | undefined {
  if (!istio.installed.known || !istio.installed.value) return undefined;
  const workloads = model.workloads.filter(
    (workload) => isControlPlane(workload) || containerOf(workload, ['ztunnel', 'install-cni']) !== undefined,
  );
  const versions = [
    ...new Set(istio.revisions.map(({ version }) => version).filter((version) => version !== undefined)),
  ].sort();
  // Pods tell who is in the mesh.
  const noneSeen =
    model.outcome('pods').status === 'ok' ? 'no workload in the mesh' : 'who is in the mesh is not known';
  const form =
    istio.revisions.length === 0
      ? 'API only'
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
    evidence: istio.installed.evidence,
    notes:
      istio.revisions.length === 0
        ? ['API present, no control plane found (leftover, or it runs elsewhere)']
        : [],
  };
}
