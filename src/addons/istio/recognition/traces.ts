import type { ClusterModel } from '../../../model/parts.ts';
import { proxyOf } from './proxies.ts';

/**
 * Whether anything in the data belongs to a mesh: an object of Istio's API groups, a Gateway of an Istio class, a label or annotation of
 * Istio, a proxy. Manifests of a mesh rarely contain its control plane.
 */
export function leavesTraces({ extensions, namespaces, workloads }: ClusterModel): boolean {
  return (
    extensions.custom.some(({ group }) => ofIstio(group)) ||
    extensions.gateways.some(({ api, className = '' }) => ofIstio(api) || /^istio(?:-|$)/.test(className)) ||
    extensions.routes.some(({ kind }) => kind === 'VirtualService') ||
    namespaces.some(({ record }) => isMarked(record.labels)) ||
    workloads.some(({ templates }) =>
      templates.some(
        ({ template }) =>
          isMarked(template.labels) || isMarked(template.annotations) || proxyOf(template) !== undefined,
      ),
    )
  );
}

function isMarked(entries: Readonly<Record<string, string>>): boolean {
  return Object.keys(entries).some((key) => key === 'istio-injection' || ofIstio(key.split('/')[0] ?? ''));
}

/** An API group, or the prefix of a label: `istio.io`, `sidecar.istio.io`. */
function ofIstio(domain: string): boolean {
  return domain === 'istio.io' || domain.endsWith('.istio.io');
}
