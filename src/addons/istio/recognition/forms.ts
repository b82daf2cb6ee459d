/** The forms in which Istio is installed, by what each leaves in the API. Names can be imitated, so a form excuses nothing. */
import type { ClusterModel } from '../../../model/parts.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { Evidence } from '../../../shared/evidence.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { containerOf } from '../../images.ts';
import type { GatewayFacts, IstioForm, NodeAgentFacts, RevisionFacts, TagFacts } from '../../types.ts';
import { controlContainer, GOOGLE, isInjector, standsForAnother } from './control-planes.ts';
import { GROUPS, OPERATOR } from './marks.ts';

type Model = Pick<
  ClusterModel,
  'extensions' | 'workloads' | 'namespaces' | 'services' | 'secrets' | 'cluster'
>;

export interface Installation {
  control: readonly WorkloadFacts[];
  revisions: readonly RevisionFacts[];
  tags: readonly TagFacts[];
  agents: readonly NodeAgentFacts[];
  gateways: readonly GatewayFacts[];
}

/** Sorted as the documentation of the page lists them. */
export function formsOf(model: Model, parts: Installation): IstioForm[] {
  return [
    ...ofControlPlanes(model, parts),
    ...ofOperators(model),
    ...elsewhere(model, parts),
    ...ofDataPlanes(model, parts),
    ...multiCluster(model, parts),
    ...crdsOnly(model, parts),
  ];
}

function form(
  id: IstioForm['id'],
  name: string,
  evidence: readonly Evidence[],
  namespaces: readonly string[] = [],
): IstioForm[] {
  const shown = evidence.slice(0, 3);
  return evidence.length === 0
    ? []
    : [{ id, name, namespaces: [...new Set(namespaces)].sort(), evidence: shown }];
}

function seen(location: string, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location, value };
}

function named({ kind, namespace, name }: Pick<WorkloadFacts, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** The chart of the CRDs leaves the annotation of Helm's release on them; `istioctl` output has only Helm's label, which proves nothing. */
function installer({ extensions }: Model): string {
  const release = extensions.crds.some(
    ({ group, annotations }) =>
      GROUPS.includes(group) && annotations['meta.helm.sh/release-name'] !== undefined,
  );
  return release ? 'Helm' : 'Helm or istioctl';
}

function ofControlPlanes(model: Model, { control, revisions, tags }: Installation): IstioForm[] {
  const evidence = control.map((workload) =>
    seen(named(workload), controlContainer(workload)?.image ?? 'istiod'),
  );
  const places = control.map(({ namespace }) => namespace);
  const azure = revisions.filter(({ managed }) => managed === 'Azure');
  const own = revisions.filter(({ workload, managed }) => workload && !managed);
  const names = new Set(own.map(({ name }) => name));
  const several = names.size > 1 || (names.size === 1 && !names.has('default'));
  return [
    ...(own.length > 0 && !several
      ? form('single', `${installer(model)}, one revision`, evidence, places)
      : []),
    ...(own.length > 0 && several
      ? form('revisions', `${installer(model)}, revisions`, evidence, places)
      : []),
    ...form(
      'tags',
      'revision tags',
      tags.map((tag) => tag.evidence),
    ),
    ...(azure.length > 0 ? form('aks', 'Istio add-on of AKS', evidence, places) : []),
  ];
}

function objectsOf({ extensions }: Model, group: string, ...kinds: readonly string[]): CustomRecord[] {
  return extensions.custom.filter((record) => record.group === group && kinds.includes(record.kind));
}

function objects(records: readonly CustomRecord[]): Evidence[] {
  return records.map(({ kind, namespace, name, spec }) =>
    seen(
      `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
      typeof spec['version'] === 'string' ? `version ${spec['version']}` : 'present',
    ),
  );
}

function ofOperators(model: Model): IstioForm[] {
  const operators = model.workloads.filter(
    (workload) => workload.kind === 'Deployment' && containerOf(workload, OPERATOR) !== undefined,
  );
  const records = objectsOf(model, 'install.istio.io', 'IstioOperator');
  const sail = objectsOf(model, 'sailoperator.io', 'Istio', 'IstioRevision', 'IstioCNI', 'ZTunnel');
  const maistra = objectsOf(model, 'maistra.io', 'ServiceMeshControlPlane', 'ServiceMeshMemberRoll');
  const { distribution } = model.cluster;
  const isOpenShift = distribution.known && distribution.value.id === 'openshift';
  const namespacesOf = (found: readonly CustomRecord[]) =>
    found.flatMap(
      ({ namespace, spec }) => namespace ?? (typeof spec['namespace'] === 'string' ? spec['namespace'] : []),
    );
  return [
    ...form(
      'operator',
      operators.length > 0
        ? 'in-cluster operator (removed in Istio 1.24)'
        : 'IstioOperator objects without their operator',
      [
        ...operators.map((one) => seen(named(one), containerOf(one, OPERATOR)?.image ?? '')),
        ...objects(records),
      ],
      [...operators.map(({ namespace }) => namespace), ...namespacesOf(records)],
    ),
    ...form(
      isOpenShift ? 'openshift-3' : 'sail',
      isOpenShift ? 'OpenShift Service Mesh 3' : 'Sail operator',
      objects(sail),
      namespacesOf(sail),
    ),
    ...form('openshift-2', 'OpenShift Service Mesh 2', objects(maistra), namespacesOf(maistra)),
  ];
}

function elsewhere(model: Model, { control, revisions }: Installation): IstioForm[] {
  const { extensions, services } = model;
  const injectors = extensions.webhooks.filter(isInjector);
  const google = [
    ...injectors
      .filter(({ labels }) => GOOGLE.test(labels['istio.io/rev'] ?? ''))
      .map(({ kind, name, labels }) =>
        seen(`${kind} ${name}`, `istio.io/rev=${labels['istio.io/rev'] ?? ''}`),
      ),
    ...objects(objectsOf(model, 'mesh.cloud.google.com', 'ControlPlaneRevision')),
    ...control
      .filter((workload) => /-asm\.\d/.test(controlContainer(workload)?.image ?? ''))
      .map((workload) => seen(named(workload), controlContainer(workload)?.image ?? '')),
  ];
  const remote = injectors.flatMap(({ kind, name, webhooks }) =>
    webhooks
      .flatMap(({ service }) =>
        service !== undefined && standsForAnother(service, services) ? [service] : [],
      )
      .slice(0, 1)
      .map((service) => ({
        service,
        evidence: seen(`${kind} ${name}`, `service ${service}, outside the cluster`),
      })),
  );
  const urls = injectors.filter(({ webhooks }) =>
    webhooks.some(({ url, service }) => url && service === undefined),
  );
  const primaries = control.filter(
    (workload) => controlContainer(workload)?.env?.['EXTERNAL_ISTIOD'] === 'true',
  );
  return [
    ...form('google', 'Google Cloud Service Mesh', google),
    ...form(
      'external',
      'external control plane',
      google.length > 0 ? [] : urls.map(({ kind, name }) => seen(`${kind} ${name}`, 'clientConfig.url')),
      revisions.filter(({ external }) => external).map(({ namespace }) => namespace),
    ),
    ...form(
      'remote',
      'remote cluster of a mesh',
      remote.map(({ evidence }) => evidence),
      remote.map(({ service }) => service.split('/', 1)[0] ?? ''),
    ),
    ...form(
      'primary',
      'control plane of remote clusters',
      primaries.map((workload) => seen(named(workload), 'EXTERNAL_ISTIOD=true')),
      primaries.map(({ namespace }) => namespace),
    ),
  ];
}

function ofDataPlanes(_model: Model, { agents, gateways }: Installation): IstioForm[] {
  const ztunnel = agents.filter(({ program }) => program === 'ztunnel');
  const cni = agents.filter(({ program }) => program === 'istio-cni');
  const shown = ({ workload, version = 'version unknown' }: NodeAgentFacts | GatewayFacts) =>
    seen(named(workload), version);
  const places = (found: readonly (NodeAgentFacts | GatewayFacts)[]) =>
    found.map(({ workload }) => workload.namespace);
  const of = (...wanted: readonly GatewayFacts['form'][]) =>
    gateways.filter((gateway) => wanted.includes(gateway.form));
  const [classic, api, waypoints] = [of('classic'), of('gateway-api', 'east-west'), of('waypoint')];
  return [
    ...form('ambient', 'ambient mode', ztunnel.map(shown), places(ztunnel)),
    ...form(
      'cni',
      cni.some(({ ambient }) => ambient?.known && ambient.value) ? 'istio-cni for ambient mode' : 'istio-cni',
      cni.map(shown),
      places(cni),
    ),
    ...form('gateway', 'classic gateways', classic.map(shown), places(classic)),
    ...form('gateway-api', 'gateways of the Gateway API', api.map(shown), places(api)),
    ...form('waypoint', 'waypoints', waypoints.map(shown), places(waypoints)),
  ];
}

/** Label of Secrets with the kubeconfig of another cluster (istio pkg/kube/multicluster). */
export const REMOTE_SECRET = 'istio/multiCluster';

function multiCluster(model: Model, { gateways, revisions }: Installation): IstioForm[] {
  // istiod reads those of its own namespace only; in another one, anyone can create them.
  const own = new Set(revisions.map(({ namespace }) => namespace));
  const secrets = model.secrets.seen.filter(
    ({ labels, namespace }) => labels[REMOTE_SECRET] === 'true' && own.has(namespace),
  );
  const passthrough = model.extensions.gateways.filter(
    ({ api, listeners }) =>
      api === 'networking.istio.io' && listeners.some(({ tlsMode }) => tlsMode === 'AUTO_PASSTHROUGH'),
  );
  const networks = model.namespaces.filter(
    ({ record }) => record.labels['topology.istio.io/network'] !== undefined,
  );
  const eastWest = gateways.filter(
    ({ form: kind, workload }) =>
      kind === 'east-west' || workload.template.labels['topology.istio.io/network'] !== undefined,
  );
  return form('multi-cluster', 'several clusters', [
    ...secrets.map(({ namespace, name }) => seen(`Secret ${namespace}/${name}`, `${REMOTE_SECRET}=true`)),
    ...passthrough.map(({ namespace, name }) =>
      seen(`Gateway ${namespace}/${name}`, 'tls.mode: AUTO_PASSTHROUGH'),
    ),
    ...eastWest.map(({ workload }) => seen(named(workload), 'east-west gateway')),
    ...networks.map(({ name, record }) =>
      seen(
        `namespace ${name}`,
        `topology.istio.io/network=${record.labels['topology.istio.io/network'] ?? ''}`,
      ),
    ),
  ]);
}

function crdsOnly({ extensions }: Model, { revisions, agents }: Installation): IstioForm[] {
  const group = GROUPS.find((name) => extensions.groups.has(name));
  if (group === undefined || revisions.length > 0 || agents.length > 0) return [];
  if (extensions.webhooks.some(isInjector)) return [];
  return form('crds-only', 'CRDs only', [
    { source: 'discovery', confidence: 'observed', location: 'API groups', value: group },
  ]);
}
