/** Which containers are Envoy, and what their command lines say about their configuration. */
import type { WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { imageIs } from '../../shared/image.ts';

/** Images of Envoy itself, with any control plane. Mesh sidecars (istio-proxy, linkerd) belong to the mesh. */
export const ENVOY_IMAGES = [
  'envoy',
  'envoyproxy/envoy',
  'envoy-distroless',
  'envoyproxy/envoy-contrib',
  'envoy-contrib',
  'cilium-envoy',
  'cilium/cilium-envoy',
  'envoy-wrapper',
  'gloo-envoy-wrapper',
];

/** Programs that start an Envoy of their own, with a configuration that they generate. */
export const GENERATORS = [
  'emissary',
  'ambassador',
  'aes',
  'consul-dataplane',
  'aws-appmesh-envoy',
  'kuma-dp',
];

/** In a command, or in a script: Envoy with an option that names its configuration. */
const PROGRAM = /(?:^|[\s/;&|("'])envoy\s(?:[^;&|]*\s)?(?:-c|--config-path|--config-yaml)(?:[\s=]|$)/;

/** The containers of a template that run Envoy as long as the pod. */
export function envoyContainers({ containers }: PodTemplate): ContainerRecord[] {
  return containers.filter(
    ({ role, name, image, command = [], args = [] }) =>
      role !== 'init' &&
      role !== 'ephemeral' &&
      name !== 'istio-proxy' &&
      (ENVOY_IMAGES.some((wanted) => imageIs(image, wanted)) ||
        PROGRAM.test([...command, ...args].join(' '))),
  );
}

/** The containers that run Envoy below another program. */
export function generatorOf({ templates }: WorkloadFacts): ContainerRecord | undefined {
  for (const { template } of templates) {
    const found = template.containers.find(
      ({ role, image }) =>
        role !== 'init' && role !== 'ephemeral' && GENERATORS.some((wanted) => imageIs(image, wanted)),
    );
    if (found) return found;
  }
  return undefined;
}

const CONFIG_PATH = /(?:^|\s)(?:-c|--config-path)[\s=]+["']?(\/[^\s"';]+)/g;
/** In the command of the official images (envoyproxy/envoy, ci/Dockerfile-envoy). */
const DEFAULT_PATH = '/etc/envoy/envoy.yaml';

/** The file of `-c`; the image's own command names one where the container has neither command nor arguments. */
export function configPath({ command = [], args = [] }: ContainerRecord): string | undefined {
  const words = [...command, ...args];
  // The last one: before it, `-c` may be the option of a shell.
  return words.length === 0 ? DEFAULT_PATH : [...words.join(' ').matchAll(CONFIG_PATH)].at(-1)?.[1];
}

/** Whether a bootstrap is in the arguments, or in a script. Its text is not kept there. */
export function hasInline({ command = [], args = [] }: ContainerRecord): boolean {
  return [...command, ...args].some((word) => word.includes('--config-yaml'));
}
