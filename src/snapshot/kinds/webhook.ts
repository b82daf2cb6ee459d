import type {
  AdmissionregistrationV1WebhookClientConfig,
  V1RuleWithOperations,
  V1ValidatingWebhook,
  V1ValidatingWebhookConfiguration,
} from '@kubernetes/client-node';
import { isIP } from 'node:net';
import { bundled, DEFAULT_PORT, serviceOf } from '../project/extension.ts';
import { arr, isObject, num, obj, put, someStrings, str, stringMap, strings } from '../project/raw.ts';
import type { Field, Fields } from '../project/untrusted.ts';
import { selectorText } from '../project/selector.ts';
import { labels } from '../schema/common.ts';
import { flag, list, number, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type WebhookRecord = Infer<typeof shape>;

const shape = object({
  kind: oneOf('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'),
  namespace: optional(text),
  name: text,
  labels,
  webhooks: list(
    object({
      name: text,
      /** `Fail` or `Ignore`; absent = Fail, the default of v1. */
      failurePolicy: optional(text),
      /** `Exact` or `Equivalent`; absent = Equivalent, the default of v1. */
      matchPolicy: optional(text),
      timeoutSeconds: optional(number),
      /** `namespace/name`, also of a URL that names a Service. */
      service: optional(text),
      /** Port of the Service; absent in older snapshots: not known. */
      servicePort: optional(number),
      /** Index of the path of the Service: equal paths of one configuration have the same index. Absent in older snapshots. */
      path: optional(number),
      url: optional(flag),
      /** Target of the URL: the API server's own host, a Service by name, or any other host. The URL is not kept. */
      urlLeads: optional(oneOf('loopback', 'cluster', 'elsewhere')),
      /** The URL's host where that is an IP address, possibly one of the cluster. */
      address: optional(text),
      /** The domain after `.svc.` in the URL's host: that of the cluster, or an external one. */
      urlDomain: optional(text),
      /** The URL's host where it is neither an address nor a Service's name, possibly that of a node. Absent in older snapshots. */
      urlHost: optional(text),
      hasCaBundle: flag,
      /** Requirements as text, see snapshot/records/index.ts. */
      namespaceSelector: optional(list(text)),
      objectSelector: optional(list(text)),
      /** CEL conditions limit the requests that it is called for; their text is not kept. */
      matchConditions: optional(flag),
      rules: list(
        object({
          operations: list(text),
          apiGroups: list(text),
          /** Absent = any, as in older snapshots. */
          apiVersions: optional(list(text)),
          /** `pods`, `pods/binding`, `*`, `pods/*` ... */
          resources: list(text),
          /** `Cluster` or `Namespaced`; absent = both. */
          scope: optional(text),
        }),
      ),
    }),
  ),
});

type WebhookEntry = WebhookRecord['webhooks'][number];

export default defineKind({
  record: 'webhook',
  order: 250,
  shape,
  collector: 'webhooks',
  api: [
    {
      kinds: [
        'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
        'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      ],
      scope: 'Cluster',
      since: 9,
    },
  ],
  /** Both webhook configurations. Kept are facts of the CA bundle and the target of a URL. */
  project: ({ raw, meta, kind, version }: ProjectInput<V1ValidatingWebhookConfiguration>) => {
    const paths: string[] = [];
    const record: WebhookRecord = {
      kind:
        kind === 'MutatingWebhookConfiguration'
          ? 'MutatingWebhookConfiguration'
          : 'ValidatingWebhookConfiguration',
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      webhooks: arr(raw.webhooks)
        .filter((one) => isObject(one))
        .map((one) => webhookOf(one, version, paths)),
    };
    const extra = arr(raw.webhooks).flatMap((item) =>
      bundled(obj(obj(item).clientConfig).caBundle, {
        holder: record.kind,
        name: meta.name,
        part: str(obj(item).name, 512) ?? '',
        use: 'webhook-ca',
      }),
    );
    return { record, ...(extra.length > 0 && { extra }) };
  },
});

/** The default of an absent field depends on the version of the API: v1beta1 ignored failures. */
function webhookOf(raw: Fields<V1ValidatingWebhook>, version: string, paths: string[]): WebhookEntry {
  const client = obj(raw.clientConfig);
  const bundle = client.caBundle;
  const entry: { -readonly [K in keyof WebhookEntry]: WebhookEntry[K] } = {
    name: str(raw.name, 512) ?? '',
    hasCaBundle: typeof bundle === 'string' && bundle !== '',
    rules: arr(raw.rules).map(ruleOf),
  };
  const old = version === 'v1beta1';
  put(entry, 'failurePolicy', str(raw.failurePolicy, 32) ?? (old ? 'Ignore' : undefined));
  put(entry, 'matchPolicy', str(raw.matchPolicy, 32) ?? (old ? 'Exact' : undefined));
  put(entry, 'timeoutSeconds', num(raw.timeoutSeconds));
  Object.assign(entry, serviceOf(obj(client.service)));
  if (typeof client.url === 'string') Object.assign(entry, targetOf(client.url));
  if (entry.service !== undefined) entry.path = numberOf(pathOf(client), paths);
  put(entry, 'namespaceSelector', selectorText(raw.namespaceSelector));
  put(entry, 'objectSelector', selectorText(raw.objectSelector));
  if (arr(raw.matchConditions).length > 0) entry.matchConditions = true;
  return entry;
}

/** A path may contain a secret, so only its index in the configuration is kept. */
function numberOf(path: string, paths: string[]): number {
  if (!paths.includes(path)) paths.push(path);
  return paths.indexOf(path);
}

function pathOf(client: Fields<AdmissionregistrationV1WebhookClientConfig>): string {
  const { url } = client;
  if (typeof url === 'string') return URL.canParse(url) ? new URL(url).pathname : url;
  return `/${(str(obj(client.service).path, 4_096) ?? '').replace(/^\//, '')}`;
}

function ruleOf(value: Field<V1RuleWithOperations>): WebhookEntry['rules'][number] {
  const raw = obj(value);
  const rule: { -readonly [K in keyof WebhookEntry['rules'][number]]: WebhookEntry['rules'][number][K] } = {
    operations: strings(raw.operations),
    // The core group is the empty string.
    apiGroups: arr(raw.apiGroups).flatMap((group) =>
      typeof group === 'string' ? [str(group, 256) ?? ''] : [],
    ),
    resources: strings(raw.resources),
  };
  put(rule, 'apiVersions', someStrings(raw.apiVersions));
  put(rule, 'scope', str(raw.scope, 32));
  return rule;
}

type Target = Pick<
  WebhookEntry,
  'url' | 'urlLeads' | 'urlDomain' | 'urlHost' | 'service' | 'servicePort' | 'address'
>;

/**
 * Target of a URL: `x.shop.svc` and `x.shop.svc.cluster.local` are the Service x of the namespace shop, in a cluster with that domain.
 * Managed control planes often run webhooks on the loopback address of their own host. Other hosts are kept by name, possibly that of a
 * node; the path is not kept.
 */
function targetOf(text: string): Target {
  if (!URL.canParse(text)) return { url: true, urlLeads: 'elsewhere' };
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isOwnHost(host)) return { url: true, urlLeads: 'loopback' };
  const domain = /\.svc\.(.+)$/.exec(host)?.[1];
  const within = {
    url: true,
    urlLeads: 'cluster' as const,
    ...(domain !== undefined && { urlDomain: domain }),
  };
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  const port = { servicePort: url.port === '' ? DEFAULT_PORT : Number(url.port) };
  if (name !== undefined && namespace !== undefined)
    return { ...within, service: `${namespace}/${name}`, ...port };
  if (/\.svc(?:\.|$)/.test(host)) return within;
  const elsewhere = { url: true, urlLeads: 'elsewhere' as const };
  return isIP(host) > 0 ? { ...elsewhere, address: host, ...port } : { ...elsewhere, urlHost: host };
}

/** A name that only begins like a loopback address may be any host. */
function isOwnHost(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ['::1', '::', '0.0.0.0'].includes(host) || (isIP(host) === 4 && host.startsWith('127.'));
}
