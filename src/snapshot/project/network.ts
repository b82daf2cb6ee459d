import type { ClassRecord, IngressRecord } from '../records/index.ts';
import { annotationsOf } from './annotations.ts';
import { arr, isObject, namespaceOf, obj, put, scalar, str, strings } from './raw.ts';
import { loadBalancerOf } from './service.ts';
import type { Raw } from './raw.ts';
import type { Project } from './types.ts';

export const projectIngress: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const rules = arr(spec['rules']);
  const tls = arr(spec['tls']);
  const backends = [
    ...backendOf(spec['defaultBackend'] ?? spec['backend']),
    ...rules.flatMap((rule) =>
      arr(obj(obj(rule)['http'])['paths']).flatMap((path) => backendOf(obj(path)['backend'])),
    ),
  ];
  const record: IngressRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    annotations: annotationsOf('ingress', meta.raw['annotations']),
    hosts: rules.map((rule) => str(obj(rule)['host'], 256) ?? '*'),
    tlsHosts: tls.flatMap((entry) => strings(obj(entry)['hosts'])),
    hasTls: tls.length > 0,
    backends: [
      ...new Set(backends.flatMap((backend) => [backend, ...actionOf(backend, meta.raw['annotations'])])),
    ],
  };
  const className = str(spec['ingressClassName'], 256) ?? record.annotations['kubernetes.io/ingress.class'];
  put(record, 'className', className);
  put(record, 'loadBalancer', loadBalancerOf(raw['status']));
  return { kind: 'ingress', record };
};

/** `service:port`, or `Kind/name` of a resource backend. Old objects have serviceName and servicePort. */
function backendOf(value: unknown): string[] {
  if (!isObject(value)) return [];
  const service = obj(value['service']);
  const name = str(service['name'], 256) ?? str(value['serviceName'], 256);
  if (name === undefined) {
    const resource = obj(value['resource']);
    const target = str(resource['name'], 256);
    return target === undefined ? [] : [`${str(resource['kind'], 128) ?? 'resource'}/${target}`];
  }
  const port = obj(service['port']);
  const text = scalar(port['number']) ?? scalar(port['name']) ?? scalar(value['servicePort']);
  return [text === undefined ? name : `${name}:${text}`];
}

/**
 * The Services behind an action of the AWS Load Balancer Controller, which an annotation holds (guide/ingress/annotations of
 * kubernetes-sigs.github.io/aws-load-balancer-controller). Redirects and fixed responses lead nowhere.
 */
function actionOf(backend: string, annotations: unknown): string[] {
  const [, name] = /^(.+):use-annotation$/.exec(backend) ?? [];
  if (name === undefined) return [];
  const action = parsed(obj(annotations)[`alb.ingress.kubernetes.io/actions.${name}`]);
  const type = str(action['type'], 32);
  if (type === 'redirect' || type === 'fixed-response') return [];
  const services = arr(obj(action['forwardConfig'])['targetGroups']).flatMap(backendOf);
  return services.length > 0 ? services : [`action/${name}`];
}

function parsed(text: unknown): Raw {
  try {
    return obj(JSON.parse(typeof text === 'string' ? text : '{}'));
  } catch {
    return {};
  }
}

export const projectClass: Project = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const gateway = kind === 'GatewayClass';
  const annotations = annotationsOf('class', meta.raw['annotations']);
  const record: ClassRecord = {
    kind: gateway ? 'GatewayClass' : 'IngressClass',
    name: meta.name,
    isDefault: annotations['ingressclass.kubernetes.io/is-default-class'] === 'true',
  };
  put(record, 'controller', str(gateway ? spec['controllerName'] : spec['controller'], 256));
  return { kind: 'class', record };
};
