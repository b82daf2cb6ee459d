/**
 * A bill of what a cluster is made of: CycloneDX 1.6 with the properties of its Kubernetes taxonomy
 * (https://github.com/CycloneDX/cyclonedx-property-taxonomy/blob/main/cdx/k8s.md).
 */
import { createHash } from 'node:crypto';
import type { NodeRow, Result } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { clusterName } from './common.ts';
import { ociPurl, parseImage } from './image.ts';
import type { Formatted } from './types.ts';

interface Component {
  'bom-ref': string;
  type: 'application' | 'platform' | 'device' | 'container' | 'operating-system';
  name: string;
  version?: string;
  purl?: string;
  properties?: readonly Property[];
  components?: readonly Component[];
}

interface Property {
  name: string;
  value: string;
}

/** The cluster, its control plane, nodes, add-ons and the images of its workloads. The same snapshot gives the same document. */
export function cyclonedx(result: Result): Formatted {
  const name = clusterName(result);
  const ref = `cluster:${result.cluster.uid ?? name}`;
  const controlPlane = result.controlPlane.map((row): Component => {
    const own = `control-plane:${row.name}`;
    return {
      'bom-ref': own,
      type: 'application',
      name: row.name,
      ...(row.version.known && { version: printable(row.version.value) }),
      properties: taxonomy('controlPlane', row.name),
    };
  });
  const nodes = result.nodes.map(nodeComponent);
  const addons = result.addons.map(({ id, name: title, version, category }): Component => ({
    'bom-ref': `addon:${id}`,
    type: 'application',
    name: title,
    ...(version !== undefined && { version: printable(version) }),
    properties: [{ name: 'archmap:addon:category', value: category }],
  }));
  const images = imagesOf(result);
  const components = [...controlPlane, ...nodes, ...addons, ...images];
  const version = result.cluster.version.known ? printable(result.cluster.version.value) : undefined;
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serial(ref, result.takenAt),
    version: 1,
    metadata: {
      timestamp: result.takenAt,
      tools: { components: [toolOf(result.tool)] },
      component: {
        'bom-ref': ref,
        type: 'platform',
        name,
        ...(version !== undefined && { version }),
        properties: [
          ...taxonomy('cluster', name),
          ...(result.cluster.distribution.known
            ? [{ name: 'archmap:distribution', value: printable(result.cluster.distribution.value) }]
            : []),
        ],
      },
    },
    components,
    dependencies: [
      { ref, dependsOn: components.map((component) => component['bom-ref']) },
      ...components.map((component) => ({ ref: component['bom-ref'], dependsOn: [] })),
    ],
  };
  return { text: `${JSON.stringify(document, undefined, 1)}\n`, notes: [] };
}

function taxonomy(type: string, name: string): Property[] {
  return [
    { name: 'cdx:k8s:component:type', value: type },
    { name: 'cdx:k8s:component:name', value: printable(name) },
  ];
}

function nodeComponent({ name, version, os, kernel, runtime, arch, roles }: NodeRow): Component {
  const ref = `node:${printable(name)}`;
  const runtimeParts = runtime === undefined ? undefined : /^(.*):\/\/(.*)$/.exec(runtime);
  const parts = [
    ...(os === undefined ? [] : [part(`${ref}/os`, 'operating-system', os, undefined)]),
    ...(version === undefined ? [] : [part(`${ref}/kubelet`, 'application', 'kubelet', version)]),
    ...(runtimeParts ? [part(`${ref}/runtime`, 'application', runtimeParts[1] ?? '', runtimeParts[2])] : []),
  ];
  return {
    'bom-ref': ref,
    type: 'device',
    name: printable(name),
    properties: [
      ...taxonomy('node', name),
      ...(roles.length > 0 ? [{ name: 'archmap:node:roles', value: printable(roles.join(',')) }] : []),
      ...(arch === undefined ? [] : [{ name: 'archmap:node:architecture', value: printable(arch) }]),
      ...(kernel === undefined ? [] : [{ name: 'archmap:node:kernel', value: printable(kernel) }]),
    ],
    ...(parts.length > 0 && { components: parts }),
  };
}

function part(ref: string, type: Component['type'], name: string, version: string | undefined): Component {
  return {
    'bom-ref': ref,
    type,
    name: printable(name),
    ...(version !== undefined && { version: printable(version) }),
  };
}

/** Each image once, with how many workloads use it; what is no image reference is named and has no purl. */
function imagesOf({ workloads }: Result): Component[] {
  const users = new Map<string, number>();
  for (const { images } of workloads)
    for (const image of images) users.set(image, (users.get(image) ?? 0) + 1);
  return [...users.keys()].sort().map((image): Component => {
    const parsed = parseImage(image);
    return {
      'bom-ref': `image:${printable(image)}`,
      type: 'container',
      name: printable(parsed ? `${parsed.registry}/${parsed.repository}` : image),
      ...(parsed &&
        (parsed.digest ?? parsed.tag) !== undefined && { version: parsed.digest ?? parsed.tag ?? '' }),
      ...(parsed && { purl: ociPurl(parsed) }),
      properties: [{ name: 'archmap:image:workloads', value: String(users.get(image) ?? 0) }],
    };
  });
}

function toolOf(tool: string): Component {
  const [name = 'kubectl-archmap', version] = tool.split('/');
  return part('tool:archmap', 'application', name, version);
}

/** A version 5 UUID of the snapshot: two reports of it are the same document. */
function serial(ref: string, takenAt: string): string {
  const hash = createHash('sha1').update(`archmap ${ref} ${takenAt}`).digest('hex');
  const variant = ((Number.parseInt(hash[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
