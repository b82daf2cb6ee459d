import { bundledCertificates } from '../parse/certificate.ts';
import type { CertificatePlace } from '../parse/certificate.ts';
import type { ApiServiceRecord, CrdRecord, WebhookRecord } from '../records/index.ts';
import { annotationsOf } from './annotations.ts';
import { arr, isObject, num, obj, put, str, stringMap, strings } from './raw.ts';
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
  const service = str(obj(spec['service'])['name'], 256);
  if (service !== undefined)
    record.service = `${str(obj(spec['service'])['namespace'], 256) ?? ''}/${service}`;
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
export const projectWebhook: Project = ({ raw, meta, kind }) => {
  const record: WebhookRecord = {
    kind:
      kind === 'MutatingWebhookConfiguration'
        ? 'MutatingWebhookConfiguration'
        : 'ValidatingWebhookConfiguration',
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    webhooks: arr(raw['webhooks']).filter(isObject).map(webhookOf),
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

function webhookOf(raw: Readonly<Record<string, unknown>>): WebhookEntry {
  const client = obj(raw['clientConfig']);
  const bundle = client['caBundle'];
  const entry: { -readonly [K in keyof WebhookEntry]: WebhookEntry[K] } = {
    name: str(raw['name'], 512) ?? '',
    hasCaBundle: typeof bundle === 'string' && bundle !== '',
    rules: arr(raw['rules']).map((rule) => ({
      operations: strings(obj(rule)['operations']),
      apiGroups: arr(obj(rule)['apiGroups']).flatMap((g) =>
        typeof g === 'string' ? [str(g, 256) ?? ''] : [],
      ),
      resources: strings(obj(rule)['resources']),
    })),
  };
  put(entry, 'failurePolicy', str(raw['failurePolicy'], 32));
  put(entry, 'timeoutSeconds', num(raw['timeoutSeconds']));
  const service = obj(client['service']);
  const serviceName = str(service['name'], 256);
  if (serviceName !== undefined) entry.service = `${str(service['namespace'], 256) ?? ''}/${serviceName}`;
  if (typeof client['url'] === 'string') {
    entry.url = true;
    entry.urlLeads = leadsTo(client['url']);
  }
  put(entry, 'namespaceSelector', selectorText(raw['namespaceSelector']));
  put(entry, 'objectSelector', selectorText(raw['objectSelector']));
  if (arr(raw['matchConditions']).length > 0) entry.matchConditions = true;
  return entry;
}

/** Webhooks of managed control planes are often reached over the loopback address of the machine that nobody else sees. */
function leadsTo(url: string): NonNullable<WebhookEntry['urlLeads']> {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (host === 'localhost' || host === '[::1]' || host.startsWith('127.')) return 'loopback';
  return /\.svc(?:\.|$)/.test(host) ? 'cluster' : 'elsewhere';
}

/** A label selector as text: `key=value` and `key In a,b`; absent when the object has none, empty when it selects all. */
export function selectorText(value: unknown): string[] | undefined {
  if (!isObject(value)) return undefined;
  const labels = Object.entries(stringMap(value['matchLabels'])).map(([key, text]) => `${key}=${text}`);
  const expressions = arr(value['matchExpressions']).map((item) => {
    const parts = [
      str(obj(item)['key'], 320) ?? '',
      str(obj(item)['operator'], 32) ?? '',
      strings(obj(item)['values']).join(','),
    ];
    return parts.filter((part) => part !== '').join(' ');
  });
  return [...labels, ...expressions];
}
