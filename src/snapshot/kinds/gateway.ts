import {
  arr,
  isObject,
  namespaceOf,
  num,
  obj,
  put,
  someMap,
  someStrings,
  str,
  stringMap,
  strings,
} from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { selectorText } from '../project/selector.ts';
import { unmetIn } from '../project/unmet.ts';
import { labels } from '../schema/common.ts';
import { flag, list, number, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { Project } from './define.ts';

/** Gateway API Gateway or Istio Gateway; `api` distinguishes them. */
export type GatewayRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  api: oneOf('gateway.networking.k8s.io', 'networking.istio.io'),
  className: optional(text),
  labels,
  selector: optional(labels),
  listeners: list(
    object({
      name: optional(text),
      port: optional(number),
      protocol: optional(text),
      hosts: list(text),
      tlsMode: optional(text),
      httpsRedirect: optional(flag),
      minTls: optional(text),
      maxTls: optional(text),
      ciphers: optional(list(text)),
      /** Names of Secrets: `name` or `namespace/name`; names alone, never values. */
      credentials: optional(list(text)),
      /** Files of a certificate and a key inside the gateway. */
      certificate: optional(text),
      /** Address of the gateway that it listens on; absent: all of them. */
      bind: optional(text),
      allowedRoutes: optional(text),
      /** With `Selector`: labels limit the namespaces. */
      routeSelector: optional(flag),
      /** These labels, as in a NetworkPolicy (`key=value`, `key In a,b`). */
      namespaceSelector: optional(list(text)),
      /** The kinds of routes that it names; absent: those of its protocol. */
      routeKinds: optional(list(text)),
      /** Options of its implementation. */
      options: optional(labels),
    }),
  ),
  /** Of the status: what the controller reports as not met, `Programmed: Invalid`. */
  unmet: optional(list(text)),
  addresses: optional(list(text)),
});

type Listener = {
  -readonly [K in keyof GatewayRecord['listeners'][number]]: GatewayRecord['listeners'][number][K];
};

const fromGatewayApi: Project<GatewayRecord> = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: GatewayRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    api: 'gateway.networking.k8s.io',
    labels: stringMap(meta.raw['labels']),
    listeners: arr(spec['listeners']).filter(isObject).map(listenerOf),
  };
  put(record, 'className', str(spec['gatewayClassName'], 256));
  const status = obj(raw['status']);
  const addresses = arr(status['addresses']).flatMap((item) => str(obj(item)['value'], 256) ?? []);
  if (addresses.length > 0) record.addresses = addresses;
  const unmet = unmetIn(status['conditions']);
  if (unmet.length > 0) record.unmet = unmet;
  return { record };
};

function listenerOf(raw: Raw): Listener {
  const listener: Listener = { hosts: strings([raw['hostname']]) };
  put(listener, 'name', str(raw['name'], 256));
  put(listener, 'port', num(raw['port']));
  put(listener, 'protocol', str(raw['protocol'], 64));
  const tls = raw['tls'];
  // An absent mode means Terminate by the default of the API.
  if (isObject(tls)) {
    listener.tlsMode = str(tls['mode'], 32) ?? 'Terminate';
    const names = arr(tls['certificateRefs']).flatMap((ref) => referenceTo(obj(ref)));
    if (names.length > 0) listener.credentials = names;
    put(listener, 'options', someMap(tls['options']));
  }
  const namespaces = obj(obj(raw['allowedRoutes'])['namespaces']);
  put(listener, 'allowedRoutes', str(namespaces['from'], 32));
  const labels = selectorText(namespaces['selector']) ?? [];
  if (labels.length > 0) listener.routeSelector = true;
  if (str(namespaces['from'], 32) === 'Selector') listener.namespaceSelector = labels;
  const kinds = arr(obj(raw['allowedRoutes'])['kinds']).map(obj);
  if (kinds.length > 0) listener.routeKinds = kinds.flatMap(kindOf);
  return listener;
}

/** `HTTPRoute`; of another group than that of the Gateway API with the group after it. */
function kindOf({ group, kind }: Raw): string[] {
  const name = str(kind, 128);
  if (name === undefined) return [];
  const own = group === undefined || group === 'gateway.networking.k8s.io';
  return [own ? name : `${name}.${str(group, 256) ?? ''}`];
}

/** Of a Secret; other kinds are not core Kubernetes. */
function referenceTo({ kind, namespace, name }: Raw): string[] {
  const given = str(name, 256);
  if (given === undefined || (kind !== undefined && kind !== 'Secret')) return [];
  const place = str(namespace, 256);
  return [place === undefined ? given : `${place}/${given}`];
}

const fromIstio: Project<GatewayRecord> = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: GatewayRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    api: 'networking.istio.io',
    labels: stringMap(meta.raw['labels']),
    listeners: arr(spec['servers']).filter(isObject).map(serverOf),
  };
  put(record, 'selector', someMap(spec['selector']));
  return { record };
};

function serverOf(raw: Raw): Listener {
  const port = obj(raw['port']);
  const tls = obj(raw['tls']);
  const listener: Listener = { hosts: strings(raw['hosts']) };
  put(listener, 'name', str(port['name'], 256) ?? str(raw['name'], 256));
  put(listener, 'port', num(port['number']));
  put(listener, 'protocol', str(port['protocol'], 64));
  put(listener, 'tlsMode', str(tls['mode'], 32));
  if (tls['httpsRedirect'] === true) listener.httpsRedirect = true;
  put(listener, 'minTls', str(tls['minProtocolVersion'], 32));
  put(listener, 'maxTls', str(tls['maxProtocolVersion'], 32));
  put(listener, 'ciphers', someStrings(tls['cipherSuites']));
  put(listener, 'bind', str(raw['bind'], 256));
  const names = strings([tls['credentialName'], ...arr(tls['credentialNames'])]);
  if (names.length > 0) listener.credentials = names;
  const files = strings([tls['serverCertificate'], tls['privateKey']]);
  if (files.length === 2) listener.certificate = files.join(' ');
  return listener;
}

export default defineKind({
  record: 'gateway',
  order: 140,
  shape,
  collector: {
    among: ['gateways', 'istio'],
    of: ({ api }) => (api === 'networking.istio.io' ? 'istio' : 'gateways'),
  },
  api: [
    { kinds: ['gateway.networking.k8s.io/Gateway'], scope: 'Namespaced', project: fromGatewayApi },
    { kinds: ['networking.istio.io/Gateway'], scope: 'Namespaced', collector: 'istio', project: fromIstio },
  ],
});
