import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { PodTemplate, StringMap } from '../../snapshot/records/index.ts';
import type { IstioFacts } from '../types.ts';

const SCOPE = 'traffic.sidecar.istio.io';

/** Ports of the sidecar itself, which it does not intercept. */
export const OWN_PORTS: ReadonlySet<string> = new Set(['15020', '15021', '15090']);

/**
 * Traffic that annotations of pods exclude from the sidecar, or from ztunnel in ambient mode
 * (https://istio.io/latest/docs/reference/config/annotations/): policies of the mesh and mutual TLS do not apply to it.
 */
export function bypassesOf(
  { workloads }: ClusterModel,
  hasSidecar: (pod: WorkloadFacts['pods'][number]) => boolean,
): IstioFacts['bypasses'] {
  return workloads.flatMap((workload) => {
    for (const pod of workload.pods) {
      const found = hasSidecar(pod) ? besideSidecar(pod.template) : besideTunnel(pod.template);
      if (found)
        return [
          {
            workload,
            ...(found.ports !== undefined && { ports: found.ports }),
            ...(found.interfaces !== undefined && { interfaces: found.interfaces }),
            evidence: {
              source: 'object' as const,
              confidence: 'observed' as const,
              location: `Pod ${pod.namespace}/${pod.name}`,
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

const AMBIENT = 'ambient.istio.io';

/** ztunnel then intercepts outbound traffic of the pod, but no inbound traffic (release notes of Istio 1.24). */
function besideTunnel({ annotations }: PodTemplate): Bypass | undefined {
  const name = `${AMBIENT}/bypass-inbound-capture`;
  return annotations[`${AMBIENT}/redirection`] === 'enabled' && annotations[name] === 'true'
    ? { value: `${name}: true` }
    : undefined;
}

const TEMPLATES = 'inject.istio.io/templates';

/** Templates of the injector that redirect nothing (istio/istio manifests/charts/istio-control/istio-discovery/files). */
const WITHOUT_REDIRECTION: ReadonlySet<string> = new Set(['gateway', 'grpc-agent', 'grpc-simple']);

function besideSidecar(template: PodTemplate): Bypass | undefined {
  const chosen = (template.annotations[TEMPLATES] ?? '').split(',').map((name) => name.trim());
  // A gateway contains its proxy alone.
  const isApplication = template.containers.some(
    ({ name, role }) => name !== 'istio-proxy' && role === undefined,
  );
  if (isApplication && chosen.every((name) => WITHOUT_REDIRECTION.has(name)))
    return { value: `${TEMPLATES}: ${chosen.join(',')}` };
  return bypass(template.annotations);
}

/** The setting of a pod that redirects none of its traffic, inbound or outbound; undefined where there is none. */
export function withoutInterception(annotations: StringMap): string | undefined {
  // The annotation takes precedence over the configuration of the proxy.
  const own = annotations['sidecar.istio.io/interceptionMode'];
  if (own !== undefined) return own === 'NONE' ? 'sidecar.istio.io/interceptionMode: NONE' : undefined;
  // Only this setting of it is kept (snapshot/project/annotations.ts).
  return annotations['proxy.istio.io/config'] === 'interceptionMode: NONE'
    ? 'proxy.istio.io/config: interceptionMode NONE'
    : undefined;
}

/** Without `ports` and `interfaces`: all inbound traffic, or all except a few ports. */
function bypass(annotations: StringMap): Bypass | undefined {
  const none = withoutInterception(annotations);
  if (none !== undefined) return { value: none };
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
      // Kubernetes sends traffic for a pod to eth0.
      ...(!interfaces.includes('eth0') && { interfaces: interfaces.join(', ') }),
      value: `${SCOPE}/excludeInterfaces: ${interfaces.join(',')}`,
    };
  return ports.length === 0
    ? undefined
    : { ports: ports.join(', '), value: `${SCOPE}/excludeInboundPorts: ${ports.join(',')}` };
}
