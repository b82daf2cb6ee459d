/** ConfigMaps that programs in pods read: the collector requests them, and the model evaluates them, so both use this file. */
import { put } from '../shared/group.ts';
import { imageIs, imageKeys, imageNames } from '../shared/image.ts';
import type { ConfigMapPlace } from './mesh-config.ts';
import type { AddonConfigMap } from './project/addon-config-maps.ts';
import { ADDON_CONFIG_MAPS } from './project/addon-config-maps.ts';
import type { PodRecord } from './records/index.ts';

/** ingress-nginx names the ConfigMaps of its ports and of its settings itself (https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments). */
const PORTS = /--tcp-services-configmap[= ]["']?([^\s"']+)/;
const SETTINGS = /(?:^|\s)--configmap[= ]["']?([^\s"']+)/;
const INGRESS_NGINX = ['ingress-nginx/controller', 'nginx-ingress-controller'];

/** The server of Argo CD takes its switches, users and roles from ConfigMaps of its own namespace. */
const ARGO_CD = /(?:^|[\s/])argocd-server(?:\s|$)/;
const ARGO_CD_MAPS = ['argocd-cmd-params-cm', 'argocd-cm', 'argocd-rbac-cm'];

/** More than any cluster has; each one is a request. */
const MAX_CONFIG_MAPS = 40;

/** Sorted, without duplicates. */
export function podConfigPlaces(
  pods: readonly Pick<PodRecord, 'namespace' | 'template'>[],
): ConfigMapPlace[] {
  const places = pods.flatMap(({ namespace, template }) =>
    template.containers.flatMap(({ name, image, command = [], args = [], env = {} }) => {
      const words = [...command, ...args].join(' ');
      const ports = PORTS.exec(words)?.[1];
      const isNginx = INGRESS_NGINX.some((wanted) => imageIs(image, wanted));
      const settings = isNginx ? SETTINGS.exec(words)?.[1] : undefined;
      const isArgo =
        ARGO_CD.test(words) || name === 'argocd-server' || env['ARGOCD_BINARY_NAME'] === 'argocd-server';
      return [
        ...[ports, settings].flatMap((text) =>
          text === undefined ? [] : [configMapOfFlag(text, namespace)],
        ),
        ...(isArgo ? ARGO_CD_MAPS.map((map) => ({ namespace, name: map })) : []),
        // Its chart names it so (chart istio-cni, templates/configmap-cni.yaml).
        ...(imageIs(image, 'install-cni') ? [{ namespace, name: 'istio-cni-config' }] : []),
        // Its operator and its chart name it so (https://kiali.io/docs/configuration).
        ...(imageIs(image, 'kiali') ? [{ namespace, name: 'kiali' }] : []),
        ...ofAddon(image, template.volumes).map((map) => ({ namespace, name: map })),
        ...envoyMaps(name, { image, words }, template).map((map) => ({ namespace, name: map })),
      ];
    }),
  );
  const byKey = new Map(places.map((place) => [`${place.namespace}/${place.name}`, place]));
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_CONFIG_MAPS)
    .map(([, place]) => place);
}

/** The last segment of an image gives the few candidates: there may be thousands of pods. */
const BY_IMAGE = new Map<string, AddonConfigMap[]>();
for (const row of ADDON_CONFIG_MAPS)
  for (const key of new Set(row.images.flatMap(imageKeys))) put(BY_IMAGE, key, row);

/** ConfigMaps that a program of this image reads: those with a fixed name, and those that its pod mounts. */
function ofAddon(image: string, volumes: PodRecord['template']['volumes']): string[] {
  const rows = new Set(imageNames(image).flatMap((name) => BY_IMAGE.get(name) ?? []));
  return [...rows].flatMap(({ images, fixed, name }) => {
    if (!images.some((wanted) => imageIs(image, wanted))) return [];
    if (fixed !== undefined) return [fixed];
    return volumes.flatMap(({ type, target }) =>
      type === 'configMap' && target !== undefined && name.test(target) ? [target] : [],
    );
  });
}

/** Of Envoy and its controllers: the ConfigMaps that are mounted with their configuration files. */
const ENVOY = [
  'envoy',
  'envoy-distroless',
  'envoy-contrib',
  'cilium-envoy',
  'envoy-wrapper',
  'gloo-envoy-wrapper',
  'envoyproxy/gateway',
  'contour',
];
const ENVOY_PROGRAM = /(?:^|[\s/])envoy\s.*(?:-c|--config-path)[\s=]/;

function envoyMaps(
  container: string,
  { image, words }: { image: string; words: string },
  { containers, volumes }: PodRecord['template'],
): string[] {
  if (!ENVOY.some((wanted) => imageIs(image, wanted)) && !ENVOY_PROGRAM.test(words)) return [];
  const mounted = new Set(
    containers
      .filter(({ name }) => name === container)
      .flatMap(({ mounts = [] }) => mounts.map(({ volume }) => volume)),
  );
  return volumes.flatMap(({ name, type, target }) =>
    type === 'configMap' && target !== undefined && mounted.has(name) ? [target] : [],
  );
}

/** The value of the flag: `namespace/name`, where a variable may replace the pod's own namespace. */
export function configMapOfFlag(text: string, own: string): ConfigMapPlace {
  const [namespace = own, name = ''] = text.replaceAll('$(POD_NAMESPACE)', own).split('/');
  return { namespace, name };
}
