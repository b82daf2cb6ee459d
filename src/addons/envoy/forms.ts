/** The products that configure Envoy outside Istio: their proxies, controllers and sidecars. */
import type { ClusterModel } from '../../model/parts.ts';
import type { ProductMarks, WorkloadFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { imageIs, imageVersion } from '../../shared/image.ts';
import { containerOf } from '../images.ts';
import { generatorOf } from './containers.ts';
import type { EnvoyControllerFacts, EnvoyFacts, EnvoyForm } from './types.ts';

/** API groups of the products that configure Envoy. */
export const MARKS: ProductMarks = {
  groups: [
    'gateway.envoyproxy.io',
    'projectcontour.io',
    'getambassador.io',
    'cilium.io',
    'gateway.kgateway.dev',
    'gloo.solo.io',
    'networking.internal.knative.dev',
    'consul.hashicorp.com',
    'kuma.io',
  ],
};

/** The form of a workload that runs Envoy itself; by what its product writes into the pods, which anyone can write as well. */
export function formOf({ name, templates, template }: WorkloadFacts): EnvoyForm {
  const { labels, containers, volumes } = template;
  if (labels['app.kubernetes.io/managed-by'] === 'envoy-gateway') return 'Envoy Gateway';
  if (containers.some((one) => one.name === 'envoy-initconfig')) return 'Contour';
  if (labels['k8s-app'] === 'cilium-envoy') return 'Cilium';
  if (name.includes('kourier-gateway') || volumes.some(({ target }) => target === 'kourier-bootstrap'))
    return 'Kourier';
  const images = templates.flatMap((facts) => facts.template.containers.map(({ image }) => image));
  const has = (...wanted: readonly string[]) =>
    images.some((image) => wanted.some((one) => imageIs(image, one)));
  if (has('kgateway-dev/envoy-wrapper', 'kgateway')) return 'kgateway';
  if (has('gloo-envoy-wrapper', 'envoy-wrapper')) return 'Gloo';
  return 'standalone';
}

/** Images of the programs that configure a form. */
const CONTROLLERS: readonly { form: EnvoyForm; images: readonly string[] }[] = [
  { form: 'Envoy Gateway', images: ['envoyproxy/gateway', 'envoy-gateway'] },
  { form: 'Contour', images: ['contour'] },
  { form: 'Emissary', images: ['emissary', 'ambassador', 'aes'] },
  { form: 'kgateway', images: ['kgateway'] },
  { form: 'Gloo', images: ['gloo'] },
  { form: 'Consul', images: ['consul-k8s-control-plane'] },
  { form: 'Kuma', images: ['kuma-cp'] },
  { form: 'Kourier', images: ['kourier'] },
];

/** Controllers by image: recognition is enough for their own risks. */
export function controllersOf({ workloads, trust }: ClusterModel): EnvoyControllerFacts[] {
  return workloads.flatMap((workload) => {
    for (const { form, images } of CONTROLLERS) {
      const container = containerOf(workload, images);
      // Contour's image also runs beside Envoy, as its shutdown manager.
      if (!container || isProxyOf(workload, form)) continue;
      const version = imageVersion(container.image);
      const put = trust.put(workload, MARKS);
      return [
        {
          form,
          workload,
          image: container.image,
          ...(version && { version }),
          trusted: put.known && put.value,
        },
      ];
    }
    return [];
  });
}

function isProxyOf(workload: WorkloadFacts, form: EnvoyForm): boolean {
  return form !== 'Emissary' && form !== 'Kuma' && formOf(workload) === form && form !== 'kgateway';
}

/** By the program that starts Envoy. */
const SIDECARS: readonly { form: EnvoyForm; images: readonly string[] }[] = [
  { form: 'Consul', images: ['consul-dataplane'] },
  { form: 'Kuma', images: ['kuma-dp'] },
  { form: 'App Mesh', images: ['aws-appmesh-envoy'] },
  { form: 'Emissary', images: ['emissary', 'ambassador', 'aes'] },
];

/** Workloads with an Envoy whose bootstrap is generated in the container. */
export function sidecarsOf(workloads: readonly WorkloadFacts[]): EnvoyFacts['sidecars'] {
  const found = groupBy(workloads, (workload) => {
    const image = generatorOf(workload)?.image;
    return image === undefined
      ? undefined
      : SIDECARS.find(({ images }) => images.some((wanted) => imageIs(image, wanted)))?.form;
  });
  return [...found].map(([form, members]) => ({ form, workloads: members }));
}
