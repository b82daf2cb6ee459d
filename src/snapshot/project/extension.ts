import { isIP } from 'node:net';
import { bundledCertificates } from '../parse/certificate.ts';
import type { CertificatePlace } from '../parse/certificate.ts';
import type { ApiServiceRecord, CrdRecord, WebhookRecord } from '../records/index.ts';
import { annotationsOf } from './annotations.ts';
import { arr, isObject, num, obj, put, someStrings, str, stringMap, strings } from './raw.ts';
import type { Raw } from './raw.ts';
import { selectorText } from './selector.ts';
import type { Project, Projected } from './types.ts';

/** CustomResourceDefinition without its schemas. v1beta1 objects with a single `version` are understood. */
export const projectCrd: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const names = obj(spec['names']);
  const served = arr(spec['versions'])
    .filter((item) => obj(item)['served'] !== false)
    .flatMap((item) => str(obj(item)['name'], 64) ?? []);
  const record: CrdRecord = {
    name: meta.name,
    group: str(spec['group'], 256) ?? meta.name.slice(meta.name.indexOf('.') + 1),
    kind: str(names['kind'], 256) ?? '',
    plural: str(names['plural'], 256) ?? beforeDot(meta.name),
    scope: str(spec['scope'], 32) ?? '',
    versions: served.length > 0 ? served : strings([spec['version']]),
    annotations: annotationsOf('crd', meta.raw['annotations']),
    labels: stringMap(meta.raw['labels']),
  };
  const client = obj(obj(obj(spec['conversion'])['webhook'])['clientConfig']);
  const extra = bundle(client['caBundle'], {
    holder: 'CustomResourceDefinition',
    name: meta.name,
    use: 'conversion-ca',
  });
  return { kind: 'crd', record, ...extra };
};

export const projectApiService: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const dot = meta.name.indexOf('.');
  const record: ApiServiceRecord = {
    name: meta.name,
    group: str(spec['group'], 256) ?? (dot < 0 ? '' : meta.name.slice(dot + 1)),
    version: str(spec['version'], 64) ?? beforeDot(meta.name),
    insecureSkipTlsVerify: spec['insecureSkipTLSVerify'] === true,
  };
  Object.assign(record, serviceOf(obj(spec['service'])));
  const available = arr(obj(raw['status'])['conditions'])
    .map(obj)
    .find((item) => item['type'] === 'Available');
  if (available?.['status'] === 'True') record.available = true;
  if (available?.['status'] === 'False') {
    record.available = false;
    put(record, 'reason', str(available['reason'], 256));
  }
  const extra = bundle(spec['caBundle'], { holder: 'APIService', name: meta.name, use: 'aggregated-ca' });
  return { kind: 'apiService', record, ...extra };
};

/** Both webhook configurations. Of the CA bundle its facts are kept, of a URL where it leads. */
export const projectWebhook: Project = ({ raw, meta, kind, version }) => {
  const paths: string[] = [];
  const record: WebhookRecord = {
    kind:
      kind === 'MutatingWebhookConfiguration'
        ? 'MutatingWebhookConfiguration'
        : 'ValidatingWebhookConfiguration',
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    webhooks: arr(raw['webhooks'])
      .filter(isObject)
      .map((one) => webhookOf(one, version, paths)),
  };
  const extra = arr(raw['webhooks']).flatMap((item) =>
    bundled(obj(obj(item)['clientConfig'])['caBundle'], {
      holder: record.kind,
      name: meta.name,
      part: str(obj(item)['name'], 512) ?? '',
      use: 'webhook-ca',
    }),
  );
  return { kind: 'webhook', record, ...(extra.length > 0 && { extra }) };
};

function bundle(base64: unknown, place: CertificatePlace): { extra?: readonly Projected[] } {
  const extra = bundled(base64, place);
  return extra.length > 0 ? { extra } : {};
}

function bundled(base64: unknown, place: CertificatePlace): Projected[] {
  return bundledCertificates(base64, place).map((record) => ({ kind: 'certificate', record }));
}

function beforeDot(name: string): string {
  return name.split('.', 1).join('');
}

type WebhookEntry = WebhookRecord['webhooks'][number];

/** What an absent field means differs by the version of the API: v1beta1 let everything through that it could not ask about. */
function webhookOf(raw: Raw, version: string, paths: string[]): WebhookEntry {
  const client = obj(raw['clientConfig']);
  const bundle = client['caBundle'];
  const entry: { -readonly [K in keyof WebhookEntry]: WebhookEntry[K] } = {
    name: str(raw['name'], 512) ?? '',
    hasCaBundle: typeof bundle === 'string' && bundle !== '',
    rules: arr(raw['rules']).map(ruleOf),
  };
  const old = version === 'v1beta1';
  put(entry, 'failurePolicy', str(raw['failurePolicy'], 32) ?? (old ? 'Ignore' : undefined));
  put(entry, 'matchPolicy', str(raw['matchPolicy'], 32) ?? (old ? 'Exact' : undefined));
  put(entry, 'timeoutSeconds', num(raw['timeoutSeconds']));
  Object.assign(entry, serviceOf(obj(client['service'])));
  if (typeof client['url'] === 'string') Object.assign(entry, targetOf(client['url']));
  if (entry.service !== undefined) entry.path = numberOf(pathOf(client), paths);
  put(entry, 'namespaceSelector', selectorText(raw['namespaceSelector']));
  put(entry, 'objectSelector', selectorText(raw['objectSelector']));
  if (arr(raw['matchConditions']).length > 0) entry.matchConditions = true;
  return entry;
}

/** Paths may hold anything, so that of each only its place among those of the configuration is kept. */
function numberOf(path: string, paths: string[]): number {
  if (!paths.includes(path)) paths.push(path);
  return paths.indexOf(path);
}

function pathOf(client: Raw): string {
  const { url } = client;
  if (typeof url === 'string') return URL.canParse(url) ? new URL(url).pathname : url;
  return `/${(str(obj(client['service'])['path'], 4_096) ?? '').replace(/^\//, '')}`;
}

function ruleOf(value: unknown): WebhookEntry['rules'][number] {
  const raw = obj(value);
  const rule: { -readonly [K in keyof WebhookEntry['rules'][number]]: WebhookEntry['rules'][number][K] } = {
    operations: strings(raw['operations']),
    // The core group is the empty string.
    apiGroups: arr(raw['apiGroups']).flatMap((group) =>
      typeof group === 'string' ? [str(group, 256) ?? ''] : [],
    ),
    resources: strings(raw['resources']),
  };
  put(rule, 'apiVersions', someStrings(raw['apiVersions']));
  put(rule, 'scope', str(raw['scope'], 32));
  return rule;
}

/** Port of a Service that the API means when none is named. */
const DEFAULT_PORT = 443;

function serviceOf(service: Raw): Pick<ApiServiceRecord, 'service' | 'servicePort'> {
  const name = str(service['name'], 256);
  if (name === undefined) return {};
  return {
    service: `${str(service['namespace'], 256) ?? ''}/${name}`,
    servicePort: num(service['port']) ?? DEFAULT_PORT,
  };
}

type Target = Pick<WebhookEntry, 'url' | 'urlLeads' | 'urlDomain' | 'service' | 'servicePort' | 'address'>;

/**
 * Where a URL leads: `x.shop.svc` and `x.shop.svc.cluster.local` are the Service x of the namespace shop, where the cluster has that domain. Webhooks of managed control planes are often
 * reached over the loopback address of the machine that nobody else sees. The path, and names of other hosts, are not kept.
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
  const address = isIP(host) > 0 ? { address: host, ...port } : {};
  if (/\.svc(?:\.|$)/.test(host)) return within;
  return { url: true, urlLeads: 'elsewhere', ...address };
}

/** A name that only begins like a loopback address is anybody's. */
function isOwnHost(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ['::1', '::', '0.0.0.0'].includes(host) || (isIP(host) === 4 && host.startsWith('127.'));
}
