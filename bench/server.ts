/**
 * An API server in a separate process, so that its work is not measured: `server.ts PODS MILLISECONDS_A_PAGE`.
 * HTTPS, gzip as in API servers (level 1), pages with continue tokens. Prints its URL and runs until the end of stdin.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { podJson } from './pods.ts';

const PAGE = 500;

const [pods = 0, delay = 0] = process.argv.slice(2).map(Number);
const certs = join(dirname(fileURLToPath(import.meta.url)), '../test/kube/certs');
const stored = storedPods();
const pages = Array.from({ length: Math.max(1, Math.ceil(pods / PAGE)) }, (_, page) => pageBody(page));

/** Kinds that every 1.37 cluster serves and the program may request. */
const SERVED: readonly (readonly [group: string, version: string, kinds: readonly string[]])[] = [
  [
    '',
    'v1',
    words(
      'Pod Node Namespace Service Secret ConfigMap ServiceAccount ReplicationController PersistentVolume PersistentVolumeClaim ResourceQuota LimitRange Endpoints',
    ),
  ],
  ['apps', 'v1', words('Deployment DaemonSet StatefulSet ReplicaSet')],
  ['batch', 'v1', words('Job CronJob')],
  ['policy', 'v1', words('PodDisruptionBudget')],
  ['autoscaling', 'v2', words('HorizontalPodAutoscaler')],
  ['discovery.k8s.io', 'v1', words('EndpointSlice')],
  ['coordination.k8s.io', 'v1', words('Lease')],
  ['networking.k8s.io', 'v1', words('Ingress IngressClass NetworkPolicy')],
  ['rbac.authorization.k8s.io', 'v1', words('Role RoleBinding ClusterRole ClusterRoleBinding')],
  ['storage.k8s.io', 'v1', words('StorageClass CSIDriver')],
  ['node.k8s.io', 'v1', words('RuntimeClass')],
  ['apiextensions.k8s.io', 'v1', words('CustomResourceDefinition')],
  ['apiregistration.k8s.io', 'v1', words('APIService')],
  [
    'admissionregistration.k8s.io',
    'v1',
    words('ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy'),
  ],
  ['certificates.k8s.io', 'v1', words('CertificateSigningRequest')],
  ['flowcontrol.apiserver.k8s.io', 'v1', words('PriorityLevelConfiguration FlowSchema')],
];

const CLUSTER_WIDE = new Set(
  words(
    'Node Namespace PersistentVolume IngressClass ClusterRole ClusterRoleBinding StorageClass CSIDriver RuntimeClass CustomResourceDefinition APIService ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy CertificateSigningRequest PriorityLevelConfiguration FlowSchema',
  ),
);

const KIND_AT: ReadonlyMap<string, string> = new Map(
  SERVED.flatMap(([group, version, kinds]) => {
    const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    return kinds.map((kind): [string, string] => [`${root}/${pluralOf(kind)}`, kind]);
  }),
);

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

const server = createSecureServer(
  {
    cert: readFileSync(join(certs, 'server.crt')),
    key: readFileSync(join(certs, 'server.key')),
    // HTTP/2 with as many streams as an API server, and HTTP/1.1.
    allowHTTP1: true,
    settings: { maxConcurrentStreams: 100 },
    maxSessionMemory: 200,
  },
  (request, response) => answer(request, response),
);
server.listen(0, '127.0.0.1', () => {
  const size = pages.reduce((sum, { raw }) => sum + raw, 0);
  const { port } = server.address() as AddressInfo;
  process.stdout.write(
    `${JSON.stringify({ url: `https://127.0.0.1:${port}`, pages: pages.length, size })}\n`,
  );
});
process.stdin.resume().on('end', () => process.exit(0));

function pageBody(page: number): { raw: number; gzip: Buffer } {
  const first = page * PAGE;
  const last = Math.min(pods, first + PAGE);
  const more = last < pods ? `,"continue":"page-${page + 1}","remainingItemCount":${pods - last}` : '';
  const body = `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"${more}},"items":[${stored.slice(first, last).join(',')}]}\n`;
  return { raw: body.length, gzip: gzipSync(body, { level: 1 }) };
}

/** All pods in the order in which API servers list them, by namespace and name. */
function storedPods(): string[] {
  const all = Array.from({ length: pods }, (_, i) => podJson(i));
  const keyOf = (json: string) =>
    /^\{"metadata":\{"name":"([^"]*)".*?"namespace":"([^"]*)"/.exec(json)?.slice(1).reverse().join('/') ?? '';
  return all
    .map((json) => ({ key: keyOf(json), json }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ json }) => json);
}

function answer(request: Request, given: Response): void {
  // Both have what is used of them here.
  const response = given as ServerResponse;
  const url = new URL(request.url ?? '/', 'https://bench');
  if (url.pathname === '/api/v1/pods') {
    const page = pages[Number((url.searchParams.get('continue') ?? 'page-0').slice('page-'.length))];
    setTimeout(() => {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'content-length': page?.gzip.length ?? 0,
        })
        .end(page?.gzip);
    }, delay);
    return;
  }
  const body = JSON.stringify(rest(url.pathname, request));
  const status = body.includes('"Failure"') ? 404 : 200;
  request.resume();
  // kubectl recognizes aggregated discovery by its type.
  const type = body.includes('APIGroupDiscoveryList')
    ? ';g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    : '';
  response.writeHead(status, { 'content-type': `application/json${type}` }).end(body);
}

/** Resources other than pods; all are empty, so that only pods are measured. */
function rest(path: string, { method, headers }: Request): object {
  if (path === '/version') return { major: '1', minor: '37', gitVersion: 'v1.37.2' };
  if (method === 'POST') return { status: { allowed: true, userInfo: { username: 'bench', groups: [] } } };
  if (path === '/api') return discovery(true);
  if (path === '/apis') return discovery(false);
  const collection = path.replace(/\/namespaces\/[^/]+(?=\/)/, '');
  const kind = KIND_AT.get(collection);
  if (kind === undefined) return { kind: 'Status', status: 'Failure', code: 404, message: 'not found' };
  const metadata = { resourceVersion: '7' };
  return headers.accept?.includes('PartialObjectMetadataList')
    ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: [] }
    : { kind: `${kind}List`, apiVersion: collection.split('/').slice(2, -1).join('/'), metadata, items: [] };
}

function discovery(core: boolean): object {
  const items = SERVED.filter(([group]) => (group === '') === core).map(([group, version, kinds]) => ({
    metadata: group === '' ? {} : { name: group },
    versions: [
      { version, freshness: 'Current', resources: kinds.map((kind) => resourceOf(group, version, kind)) },
    ],
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
}

function resourceOf(group: string, version: string, kind: string): object {
  const scope = CLUSTER_WIDE.has(kind) ? 'Cluster' : 'Namespaced';
  return {
    resource: pluralOf(kind),
    responseKind: { group, version, kind },
    singularResource: kind.toLowerCase(),
    scope,
    verbs: ['get', 'list'],
  };
}

function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word.endsWith('s') && !word.endsWith('ss')) return word;
  if (word.endsWith('ss')) return `${word}es`;
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
