import type { V1Ingress, V1IngressBackend } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { loadBalancerOf } from '../project/load-balancer.ts';
import { arr, isObject, namespaceOf, obj, put, scalar, str, strings } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { Field } from '../project/untrusted.ts';
import { labels } from '../schema/common.ts';
import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type IngressRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  className: optional(text),
  annotations: labels,
  /** One entry per rule host; absent host = `*`. */
  hosts: list(text),
  tlsHosts: list(text),
  hasTls: flag,
  /** Names of the Secrets of its certificates. */
  tlsSecrets: optional(list(text)),
  backends: list(text),
  /** `host path` of its rules; absent in snapshots of older tools. */
  paths: optional(list(text)),
  loadBalancer: optional(list(text)),
});

/** v1beta1 has other field names. */
interface BetaBackend {
  serviceName?: string;
  servicePort?: number | string;
}
type Backend = V1IngressBackend & BetaBackend;

interface Beta {
  spec?: { backend?: BetaBackend };
}

export default defineKind({
  record: 'ingress',
  order: 120,
  shape,
  collector: 'ingresses',
  api: [
    { kinds: ['networking.k8s.io/Ingress'], scope: 'Namespaced', since: 0, formerly: 'extensions/v1beta1' },
  ],
  project: ({ raw, meta }: ProjectInput<V1Ingress & Beta>) => {
    const spec = obj(raw.spec);
    const rules = arr(spec.rules);
    const tls = arr(spec.tls);
    const backends = [
      ...backendOf(spec.defaultBackend ?? spec.backend),
      ...rules.flatMap((rule) =>
        arr(obj(obj(rule).http).paths).flatMap((path) => backendOf(obj(path).backend)),
      ),
    ];
    const record: IngressRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      annotations: annotationsOf('ingress', meta.raw.annotations),
      hosts: rules.map((rule) => str(obj(rule).host, 256) ?? '*'),
      tlsHosts: tls.flatMap((entry) => strings(obj(entry).hosts)),
      hasTls: tls.length > 0,
      backends: [
        ...new Set(backends.flatMap((backend) => [backend, ...actionOf(backend, meta.raw.annotations)])),
      ],
    };
    const paths = rules.flatMap(pathsOf);
    if (paths.length > 0) record.paths = [...new Set(paths)];
    const className = str(spec.ingressClassName, 256) ?? record.annotations['kubernetes.io/ingress.class'];
    const secrets = strings(tls.map((entry) => obj(entry).secretName));
    if (secrets.length > 0) record.tlsSecrets = [...new Set(secrets)];
    put(record, 'className', className);
    put(record, 'loadBalancer', loadBalancerOf(raw.status));
    return { record };
  },
});

/** `shop.example.com /cart` for each path of a rule. */
function pathsOf(rule: unknown): string[] {
  const { host, http } = obj(rule);
  return arr(obj(http)['paths']).map(
    (path) => `${str(host, 256) ?? '*'} ${str(obj(path)['path'], 512) ?? '/'}`,
  );
}

/** `service:port`, or `Kind/name` of a resource backend. Old objects have serviceName and servicePort. */
function backendOf(value: Field<Backend> | undefined): string[] {
  if (!isObject(value)) return [];
  const service = obj(value.service);
  const name = str(service.name, 256) ?? str(value.serviceName, 256);
  if (name === undefined) {
    const resource = obj(value.resource);
    const target = str(resource.name, 256);
    return target === undefined ? [] : [`${str(resource.kind, 128) ?? 'resource'}/${target}`];
  }
  const port = obj(service.port);
  const text = scalar(port.number) ?? scalar(port.name) ?? scalar(value.servicePort);
  return [text === undefined ? name : `${name}:${text}`];
}

/**
 * The Services in an action annotation of the AWS Load Balancer Controller (guide/ingress/annotations of
 * kubernetes-sigs.github.io/aws-load-balancer-controller). Redirects and fixed responses have no backend.
 */
function actionOf(backend: string, annotations: unknown): string[] {
  const [, name] = /^(.+):use-annotation$/.exec(backend) ?? [];
  if (name === undefined) return [];
  const action = parsed(obj(annotations)[`alb.ingress.kubernetes.io/actions.${name}`]);
  const type = str(action['type'], 32);
  if (type === 'redirect' || type === 'fixed-response') return [];
  // In the format of v1beta1 backends.
  const groups = obj(action['forwardConfig'])['targetGroups'] as Field<Backend[]> | undefined;
  const services = arr(groups).flatMap(backendOf);
  return services.length > 0 ? services : [`action/${name}`];
}

function parsed(text: unknown): Raw {
  try {
    return obj(JSON.parse(typeof text === 'string' ? text : '{}'));
  } catch {
    return {};
  }
}
