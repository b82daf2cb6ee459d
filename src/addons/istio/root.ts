import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { list, listAll, see, command } from '../../shared/requirement.ts';
import { systemNamespaces } from '../../data/system-namespaces.ts';
import { either, holdAll, namespaceLookup } from '../../model/selectors.ts';
import type { StringMap } from '../../snapshot/records/index.ts';
import { isAt, mapsOf, ownFile, placeOfControlPlane, settingsIn } from './places.ts';
import type { ConfigMapPlace } from './places.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';

/** Root namespace of a mesh whose configuration names none (istio pkg/config/mesh, DefaultMeshConfig). */
const DEFAULT_ROOT = 'istio-system';

export interface Root {
  /** The namespace whose policies apply to the whole mesh. */
  namespace: Known<string>;
  /** The control plane is recognized by names alone: enough for a fail, not for a pass. */
  assumed: boolean;
}

/**
 * The root namespace in the ConfigMap that the control plane of the injector reads. A webhook configuration is cluster-scoped, so
 * only an administrator can name the control plane in it; without an injector, the control planes that an administrator installed
 * count, and without those, what is named istiod in a namespace named after Istio, as an assumption. Unknown where a ConfigMap was
 * not read, and where several revisions have different roots.
 */
export function rootOf(
  { extensions, outcome, namespaces }: Pick<ClusterModel, 'extensions' | 'outcome' | 'namespaces'>,
  control: { trusted: readonly WorkloadFacts[]; alike: readonly WorkloadFacts[] },
): Root {
  const sure =
    extensions.meshConfigs.length > 0 ? extensions.meshConfigs : control.trusted.map(placeOfControlPlane);
  const input: Input = {
    ...extensions,
    labelsOf: (wanted) => namespaces.find(({ name }) => name === wanted)?.record.labels,
  };
  if (sure.length > 0) return { namespace: rootIn(sure, input, control.alike), assumed: false };
  const uncollected = (['webhooks', 'rbac'] as const).map(outcome).filter(({ status }) => status !== 'ok');
  const alike = control.alike.filter(({ namespace }) => systemNamespaces.has(namespace));
  if (alike.length > 0 && uncollected.length === 0)
    return { namespace: rootIn(alike.map(placeOfControlPlane), input, control.alike), assumed: true };
  return {
    namespace:
      control.alike.length > 0 && uncollected.length > 0
        ? unknown(
            'which control plane the mesh uses is unknown: the webhook configuration of its injector is not observed',
            list('mutatingwebhookconfigurations.admissionregistration.k8s.io'),
          )
        : unknown(
            'the control plane of the mesh, and therefore its configuration, is not observed',
            ...(uncollected.length > 0
              ? [list('mutatingwebhookconfigurations.admissionregistration.k8s.io')]
              : []),
            listAll('pods'),
          ),
    assumed: true,
  };
}

interface Input extends Pick<ClusterModel['extensions'], 'configMap'> {
  labelsOf: (namespace: string) => StringMap | undefined;
}

function rootIn(
  places: readonly ConfigMapPlace[],
  input: Input,
  control: readonly WorkloadFacts[],
): Known<string> {
  const roots = new Map<string, Evidence>();
  for (const place of places) {
    const root = rootAt(place, input, control);
    if (!root.known) return root;
    for (const evidence of root.evidence) roots.set(root.value, evidence);
  }
  const [only = DEFAULT_ROOT, ...others] = roots.keys();
  return others.length === 0
    ? known(only, ...roots.values())
    : unknown(
        `the revisions of the mesh have several root namespaces (${[...roots.keys()].sort().join(', ')})`,
        see('look at the PeerAuthentications of each of them'),
      );
}

/**
 * Of one control plane: a file that its arguments name replaces the ConfigMap; a second ConfigMap (SHARED_MESH_CONFIG) supplies what
 * the first does not set.
 */
function rootAt(place: ConfigMapPlace, input: Input, control: readonly WorkloadFacts[]): Known<string> {
  const file = ownFile(control.filter((workload) => isAt(workload, place)));
  if (file !== undefined)
    return unknown(
      `the root namespace of the mesh is unknown: its control plane is started with ${file}, a file that is not observed`,
      see(`look at that file in the Pods of the control plane in ${place.namespace}`),
    );
  let selectors: readonly (readonly string[])[] | undefined;
  for (const name of mapsOf(place, control)) {
    const map = input.configMap(place.namespace, name);
    if (!map.known)
      return unknown(`which namespace is the root of the mesh is not known: ${map.reason}`, ...map.requires);
    const settings = settingsIn(map.value?.data, { namespace: place.namespace, name });
    const source = `ConfigMap ${place.namespace}/${name}`;
    if (!settings.known)
      return unknown(`the root namespace of the mesh is unknown: ${settings.reason}`, ...settings.requires);
    const { discoverySelectors, rootNamespace } = settings.value;
    selectors ??= discoverySelectors;
    if (rootNamespace !== undefined) return readRoot({ root: rootNamespace, source, selectors }, input);
  }
  const source = `ConfigMap ${place.namespace}/${place.name}`;
  return readRoot({ root: DEFAULT_ROOT, source, selectors }, input);
}

interface Declared {
  root: string;
  source: string;
  /** `discoverySelectors`: namespaces that the control plane reads (istio pkg/kube/namespace/filter.go). */
  selectors: readonly (readonly string[])[] | undefined;
}

/** Policies of a root that the control plane is not told to read may count for nothing. */
function readRoot({ root, source, selectors }: Declared, { labelsOf }: Input): Known<string> {
  const lookup = namespaceLookup(root, labelsOf(root));
  const isRead = selectors === undefined ? 'yes' : either(selectors.map((one) => holdAll(one, lookup)));
  return isRead === 'yes'
    ? known(root, rootDeclared(source, root))
    : unknown(
        `discoverySelectors in ${source} are not known to select the root namespace ${root} of the mesh`,
        command(`kubectl get namespace ${root} --show-labels`),
      );
}

function rootDeclared(source: string, root: string): Evidence {
  return { source: 'configmap', confidence: 'observed', location: source, value: `rootNamespace ${root}` };
}
