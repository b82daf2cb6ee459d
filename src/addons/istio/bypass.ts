import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { StringMap } from '../../snapshot/records/index.ts';
import type { IstioFacts } from '../types.ts';

const SCOPE = 'traffic.sidecar.istio.io';

/** Ports of the sidecar itself, which never pass through it. */
export const OWN_PORTS: ReadonlySet<string> = new Set(['15020', '15021', '15090']);

/**
 * What the annotations of pods with a sidecar take out of it (https://istio.io/latest/docs/reference/config/annotations/): policies of
 * the mesh do not reach that traffic, mutual TLS neither.
 */
export function bypassesOf(
  { workloads }: ClusterModel,
  hasSidecar: (pod: WorkloadFacts['pods'][number]) => boolean,
): IstioFacts['bypasses'] {
  return workloads.flatMap((workload) => {
    for (const pod of workload.pods) {
      const found = hasSidecar(pod) ? bypass(pod.template.annotations) : undefined;
      if (found)
        return [
          {
            workload,
            ...(found.ports !== undefined && { ports: found.ports }),
            ...(found.interfaces !== undefined && { interfaces: found.interfaces }),
            evidence: {
              witness: 'object' as const,
              confidence: 'observed' as const,
              source: `Pod ${pod.namespace}/${pod.name}`,
              value: found.value,
            },
          },
        ];
    }
    return [];
  });
}

interface Bypass {
  ports?: string;
  interfaces?: string;
  value: string;
}

/** Without `ports` and `interfaces`, all but a few. */
function bypass(annotations: StringMap): Bypass | undefined {
  // The annotation goes before the configuration of the proxy.
  const own = annotations['sidecar.istio.io/interceptionMode'];
  // Of which this is all that is kept (snapshot/project/annotations.ts).
  const configured = annotations['proxy.istio.io/config'] === 'interceptionMode: NONE';
  if (own === 'NONE' || (own === undefined && configured))
    return {
      value:
        own === undefined
          ? 'proxy.istio.io/config: interceptionMode NONE'
          : 'sidecar.istio.io/interceptionMode: NONE',
    };
  const included = annotations[`${SCOPE}/includeInboundPorts`];
  if (included !== undefined && included.trim() !== '*')
    return { value: `${SCOPE}/includeInboundPorts: ${included.trim() === '' ? '(none)' : included}` };
  const ports = (annotations[`${SCOPE}/excludeInboundPorts`] ?? '')
    .split(',')
    .map((port) => port.trim())
    .filter((port) => port !== '' && !OWN_PORTS.has(port));
  const interfaces = (annotations[`${SCOPE}/excludeInterfaces`] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'lo');
  if (interfaces.length > 0)
    return {
      // Where Kubernetes sends traffic to a pod.
      ...(!interfaces.includes('eth0') && { interfaces: interfaces.join(', ') }),
      value: `${SCOPE}/excludeInterfaces: ${interfaces.join(',')}`,
    };
  return ports.length === 0
    ? undefined
    : { ports: ports.join(', '), value: `${SCOPE}/excludeInboundPorts: ${ports.join(',')}` };
}
