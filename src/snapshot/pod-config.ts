/**
 * ConfigMaps that programs in pods read: the collector asks for these, and the model looks at them, so that both ask here.
 */
import type { ConfigMapPlace } from './mesh-config.ts';
import type { PodRecord } from './records/index.ts';

/** ingress-nginx names the ConfigMap of its ports itself (https://kubernetes.github.io/ingress-nginx/user-guide/exposing-tcp-udp-services). */
const PORTS = /--tcp-services-configmap[= ]["']?([^\s"']+)/;

/** The server of Argo CD takes its switches from one of its own namespace. */
const ARGO_CD = /(?:^|[\s/])argocd-server(?:\s|$)/;
const ARGO_CD_SWITCHES = 'argocd-cmd-params-cm';

/** More than any cluster has; each is a request. */
const MAX = 20;

/** Sorted, each once. */
export function podConfigPlaces(
  pods: readonly Pick<PodRecord, 'namespace' | 'template'>[],
): ConfigMapPlace[] {
  const places = pods.flatMap(({ namespace, template }) =>
    template.containers.flatMap(({ name, command = [], args = [], env = {} }) => {
      const words = [...command, ...args].join(' ');
      const ports = PORTS.exec(words)?.[1];
      const isArgo =
        ARGO_CD.test(words) || name === 'argocd-server' || env['ARGOCD_BINARY_NAME'] === 'argocd-server';
      return [
        ...(ports === undefined ? [] : [portsPlace(ports, namespace)]),
        ...(isArgo ? [{ namespace, name: ARGO_CD_SWITCHES }] : []),
      ];
    }),
  );
  const byKey = new Map(places.map((place) => [`${place.namespace}/${place.name}`, place]));
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX)
    .map(([, place]) => place);
}

/** The value of the flag: `namespace/name`, where a variable may replace the pod's own namespace. */
export function portsPlace(text: string, own: string): ConfigMapPlace {
  const [namespace = own, name = ''] = text.replaceAll('$(POD_NAMESPACE)', own).split('/');
  return { namespace, name };
}
