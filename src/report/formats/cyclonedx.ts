/**
 * A bill of materials of a cluster (KBOM): CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/) with the properties of its Kubernetes
 * taxonomy (https://github.com/CycloneDX/cyclonedx-property-taxonomy/blob/main/cdx/k8s.md).
 */
import { createHash } from 'node:crypto';
import type { Result } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { clusterName } from '../text.ts';
import { toolParts } from './finding.ts';
import { clusterParts } from './cyclonedx-components.ts';
import type { Component } from './cyclonedx-components.ts';
import type { Formatted } from './types.ts';

/**
 * The subject is the cluster; its components are the control plane, nodes, add-ons and images. The control plane and add-ons depend on the
 * images that they run. Verdicts are not included. The same snapshot gives the same document: its serial number is derived, its time is
 * that of the snapshot.
 */
export function cyclonedx(result: Result): Formatted {
  const name = clusterName(result);
  const ref = `cluster:${printable(result.cluster.uid ?? name)}`;
  const { components, dependsOn } = clusterParts(result, ref);
  const { version, distribution } = result.cluster;
  const refs = components.map((component) => component['bom-ref']);
  const tool = toolParts(result.tool);
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serial(ref, result.takenAt, result.namespace),
    version: 1,
    metadata: {
      timestamp: result.takenAt,
      tools: {
        components: [
          {
            type: 'application',
            name: tool.name,
            ...(tool.version !== undefined && { version: tool.version }),
          },
        ],
      },
      component: {
        'bom-ref': ref,
        type: 'platform',
        name,
        ...(version.known && { version: printable(version.value) }),
        properties: [
          ...(distribution.known
            ? [{ name: 'archmap:distribution', value: printable(distribution.value) }]
            : []),
          ...(result.namespace === undefined
            ? []
            : [{ name: 'archmap:namespace', value: printable(result.namespace) }]),
        ],
      } satisfies Component,
    },
    components,
    dependencies: [
      { ref, dependsOn: refs },
      ...refs.map((one) => ({ ref: one, dependsOn: dependsOn.get(one) ?? [] })),
    ],
    // Uncollected data must not be mistaken for absence; the API cannot prove that nothing else runs.
    compositions: [{ aggregate: allSeen(result) ? 'unknown' : 'incomplete', assemblies: [ref] }],
  };
  return { text: `${JSON.stringify(document, undefined, 1)}\n`, notes: [] };
}

function allSeen({ coverage, namespace }: Result): boolean {
  return (
    namespace === undefined && coverage.every(({ status }) => status === 'ok' || status === 'unavailable')
  );
}

/** A version 5 UUID of the snapshot: two reports of it have the same one. */
function serial(ref: string, takenAt: string, namespace = ''): string {
  const hash = createHash('sha1').update(`archmap ${ref} ${takenAt} ${namespace}`).digest('hex');
  const variant = ((Number.parseInt(hash[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
