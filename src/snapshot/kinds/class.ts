import { annotationsOf } from '../project/annotations.ts';
import { obj, put, str } from '../project/raw.ts';
import { flag, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';

export type ClassRecord = Infer<typeof shape>;

const shape = object({
  kind: oneOf('IngressClass', 'GatewayClass'),
  namespace: optional(text),
  name: text,
  controller: optional(text),
  isDefault: flag,
  /** GatewayClass: the object with its parameters, as `Kind namespace/name`. */
  parameters: optional(text),
});

export default defineKind({
  record: 'class',
  order: 130,
  shape,
  collector: {
    among: ['ingresses', 'gateways'],
    of: ({ kind }) => (kind === 'GatewayClass' ? 'gateways' : 'ingresses'),
  },
  api: [
    { kinds: ['networking.k8s.io/IngressClass'], scope: 'Cluster', since: 18 },
    { kinds: ['gateway.networking.k8s.io/GatewayClass'], scope: 'Cluster', collector: 'gateways' },
  ],
  project: ({ raw, meta, kind }) => {
    const spec = obj(raw['spec']);
    const gateway = kind === 'GatewayClass';
    const annotations = annotationsOf('class', meta.raw['annotations']);
    const record: ClassRecord = {
      kind: gateway ? 'GatewayClass' : 'IngressClass',
      name: meta.name,
      isDefault: annotations['ingressclass.kubernetes.io/is-default-class'] === 'true',
    };
    put(record, 'controller', str(gateway ? spec['controllerName'] : spec['controller'], 256));
    const { kind: of, namespace = '', name } = obj(spec['parametersRef']);
    if (gateway && str(name))
      put(record, 'parameters', str(`${String(of)} ${String(namespace)}/${String(name)}`, 512));
    return { record };
  },
});
