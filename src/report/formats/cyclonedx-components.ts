import type { AddonRow, ComponentRow, NodeRow, Result } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { ociPurl, parseImage } from './image.ts';

/** A component of CycloneDX 1.6; only the fields used here. */
export interface Component {
  'bom-ref': string;
  type: 'application' | 'platform' | 'device' | 'container' | 'operating-system';
  name: string;
  version?: string;
  hashes?: readonly { alg: 'SHA-256' | 'SHA-512'; content: string }[];
  purl?: string;
  properties?: readonly Property[];
  components?: readonly Component[];
}

interface Property {
  name: string;
  value: string;
}

/** Returns a unique reference for each component: names from files may be duplicates, references must not be. */
type Refer = (wanted: string) => string;

/**
 * The components of a cluster and their dependencies, by reference. `own` is the reference of the cluster. Each image occurs once, even if
 * several workloads run it.
 */
export function clusterParts(
  result: Result,
  own: string,
): { components: Component[]; dependsOn: ReadonlyMap<string, readonly string[]> } {
  const refer = references(own);
  const images = imagesOf(result, refer);
  const dependsOn = new Map<string, readonly string[]>();
  const controlPlane = result.controlPlane.map((row) => {
    const component = controlPlaneComponent(row, refer);
    const used = row.instances.flatMap(({ image }) => images.get(image ?? '')?.['bom-ref'] ?? []);
    dependsOn.set(component['bom-ref'], [...new Set(used)]);
    return component;
  });
  const nodes = result.nodes.map((row) => nodeComponent(row, refer));
  const imagesBy = new Map(
    result.workloads.map((row) => [`${row.kind} ${row.namespace}/${row.name}`, row.images] as const),
  );
  const addons = result.addons.map((row) => {
    const component = addonComponent(row, refer);
    const used = row.components
      .flatMap(({ kind, namespace, name }) => imagesBy.get(`${kind} ${namespace ?? ''}/${name}`) ?? [])
      .flatMap((image) => images.get(image)?.['bom-ref'] ?? []);
    dependsOn.set(component['bom-ref'], [...new Set(used)]);
    return component;
  });
  return { components: [...controlPlane, ...nodes, ...addons, ...images.values()], dependsOn };
}

/** Type of Kubernetes components in the taxonomy, which does not include CoreDNS, for example. */
const TYPES: ReadonlyMap<string, 'controlPlane' | 'node'> = new Map([
  ['kube-apiserver', 'controlPlane'],
  ['etcd', 'controlPlane'],
  ['kube-controller-manager', 'controlPlane'],
  ['kube-scheduler', 'controlPlane'],
  ['cloud-controller-manager', 'controlPlane'],
  ['kube-proxy', 'node'],
  ['kubelet', 'node'],
]);

/** The two properties of the taxonomy. */
function taxonomy(name: string): Property[] {
  const type = TYPES.get(name);
  return type === undefined
    ? []
    : [
        { name: 'cdx:k8s:component:type', value: type },
        { name: 'cdx:k8s:component:name', value: name },
      ];
}

function references(own: string): Refer {
  const taken = new Set([own]);
  return (wanted) => {
    const name = printable(wanted);
    let ref = name;
    for (let count = 2; taken.has(ref); count++) ref = `${name}#${count}`;
    taken.add(ref);
    return ref;
  };
}

function controlPlaneComponent({ name, version }: ComponentRow, refer: Refer): Component {
  return {
    'bom-ref': refer(`control-plane:${name}`),
    type: 'application',
    name,
    ...(version.known && { version: printable(version.value) }),
    properties: taxonomy(name),
  };
}

function addonComponent({ id, name, version, category, namespaces }: AddonRow, refer: Refer): Component {
  return {
    'bom-ref': refer(`addon:${id}`),
    type: 'application',
    name: printable(name),
    ...(version !== undefined && { version: printable(version) }),
    properties: [
      { name: 'archmap:addon:category', value: printable(category) },
      ...namespaces.map((namespace) => ({ name: 'archmap:addon:namespace', value: printable(namespace) })),
    ],
  };
}

function nodeComponent(node: NodeRow, refer: Refer): Component {
  const { name, version, os, kernel, runtime, arch, roles } = node;
  const ref = refer(`node:${name}`);
  // `containerd://1.7.24`, as reported by the kubelet.
  const [, engine, release] = /^(.+):\/\/(.*)$/.exec(runtime ?? '') ?? [];
  const parts = [
    ...(os === undefined ? [] : [part(refer(`${ref}/os`), 'operating-system', os, undefined)]),
    ...(version === undefined
      ? []
      : [
          {
            ...part(refer(`${ref}/kubelet`), 'application', 'kubelet', version),
            properties: taxonomy('kubelet'),
          },
        ]),
    ...(engine === undefined ? [] : [part(refer(`${ref}/runtime`), 'application', engine, release)]),
  ];
  return {
    'bom-ref': ref,
    type: 'device',
    name: printable(name),
    properties: [
      ...property('archmap:node:roles', roles.length > 0 ? roles.join(',') : undefined),
      ...property('archmap:node:architecture', arch),
      ...property('archmap:node:kernel', kernel),
    ],
    ...(parts.length > 0 && { components: parts }),
  };
}

function property(name: string, value: string | undefined): Property[] {
  return value === undefined ? [] : [{ name, value: printable(value) }];
}

function part(ref: string, type: Component['type'], name: string, version: string | undefined): Component {
  return {
    'bom-ref': ref,
    type,
    name: printable(name),
    ...(version !== undefined && version !== '' && { version: printable(version) }),
  };
}

/** Each image once, with the number of workloads that use it. */
function imagesOf({ workloads, controlPlane }: Result, refer: Refer): Map<string, Component> {
  const users = new Map<string, number>();
  for (const { instances } of controlPlane)
    for (const { image } of instances) if (image !== undefined) users.set(image, users.get(image) ?? 0);
  for (const { images } of workloads)
    for (const image of new Set(images)) users.set(image, (users.get(image) ?? 0) + 1);
  const sorted = [...users].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([image, count]) => [image, imageComponent(image, count, refer)]));
}

/** An invalid image reference is listed by name, without version and purl. */
function imageComponent(image: string, workloads: number, refer: Refer): Component {
  const parsed = parseImage(image);
  const version = parsed?.digest ?? parsed?.tag;
  return {
    'bom-ref': refer(`image:${image}`),
    type: 'container',
    name: printable(parsed ? `${parsed.registry}/${parsed.repository}` : image),
    ...(version !== undefined && { version: printable(version) }),
    ...hashes(parsed?.digest),
    ...(parsed && { purl: ociPurl(parsed) }),
    properties: [{ name: 'archmap:image:workloads', value: String(workloads) }],
  };
}

function hashes(digest: string | undefined): Pick<Component, 'hashes'> {
  const [, bits, content = ''] = /^sha(256|512):([0-9a-f]+)$/.exec(digest ?? '') ?? [];
  // A digest of another length is invalid, and the schema would reject it.
  return content.length * 4 === Number(bits)
    ? { hashes: [{ alg: bits === '256' ? 'SHA-256' : 'SHA-512', content }] }
    : {};
}
