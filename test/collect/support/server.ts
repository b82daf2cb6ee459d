/**
 * A small API server with real sockets, over plain HTTP unless a certificate is given. It responds from tables and records every request.
 */
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface ServedResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** The server of the version does not respond: aggregated discovery lists it without its resources. */
  stale?: boolean;
}

export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  accept: string;
  authorization: string | undefined;
  body: string;
}

/** A handler may respond by itself (true) or leave it to the tables. */
export type Override = (request: SeenRequest, response: ServerResponse) => boolean | Promise<boolean>;

export interface FakeSettings {
  resources?: readonly ServedResource[];
  /** Items by collection path without namespace, e.g. `/api/v1/pods`; each has metadata.name, maybe metadata.namespace. */
  items?: Readonly<Record<string, readonly object[]>>;
  /** Maximum items of a page, whatever limit is requested. */
  page?: number;
  /** Bodies by path. */
  documents?: Readonly<Record<string, object | string>>;
  /** `aggregated` = Kubernetes 1.30; `legacy` = before 1.26. */
  discovery?: 'aggregated' | 'legacy';
  /** Identity of the caller; plain HTTP carries no credentials, as with kubectl. */
  username?: string;
  /** PEM; with it the server uses TLS, over which clients send credentials. */
  tls?: { key: string; cert: string };
  override?: Override;
}

export interface FakeServer {
  url: string;
  requests: SeenRequest[];
  /** Waits until no connection is open. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function fakeServer(settings: FakeSettings = {}): Promise<FakeServer> {
  const requests: SeenRequest[] = [];
  const handle = (incoming: IncomingMessage, response: ServerResponse) =>
    void answer(incoming, response, settings, requests);
  const server = settings.tls ? createTlsServer(settings.tls, handle) : createServer(handle);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${settings.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    idle: async () => {
      while (sockets.size > 0) await Promise.all([...sockets].map(closed));
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function sendJson(response: ServerResponse, status: number, body: object): boolean {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  return true;
}

/** A Status as the API server sends it. */
export function sendStatus(response: ServerResponse, code: number, message: string, extra = {}): boolean {
  return sendJson(response, code, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    code,
    ...extra,
  });
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  settings: FakeSettings,
  requests: SeenRequest[],
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  const request: SeenRequest = {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    accept: incoming.headers.accept ?? '',
    authorization: incoming.headers.authorization,
    body,
  };
  requests.push(request);
  if (await settings.override?.(request, response)) return;
  const document = settings.documents?.[request.path];
  if (document !== undefined) {
    if (typeof document === 'string') response.writeHead(200, { 'content-type': 'text/plain' }).end(document);
    else sendJson(response, 200, document);
    return;
  }
  if (review(request, response, settings) || discovery(request, response, settings)) return;
  if (!list(request, response, settings))
    sendStatus(response, 404, 'the server could not find the requested resource');
}

function review(
  request: SeenRequest,
  response: ServerResponse,
  { username = 'system:anonymous' }: FakeSettings,
): boolean {
  if (request.method !== 'POST') return false;
  const status = request.path.endsWith('/selfsubjectreviews')
    ? { userInfo: { username, groups: ['system:authenticated'] } }
    : { allowed: true };
  return sendJson(response, 201, { ...(JSON.parse(request.body) as object), status });
}

function discovery(request: SeenRequest, response: ServerResponse, settings: FakeSettings): boolean {
  const { path } = request;
  const resources = settings.resources ?? [];
  if (!path.startsWith('/api') || request.method !== 'GET') return false;
  const aggregated = settings.discovery !== 'legacy' && request.accept.includes('APIGroupDiscoveryList');
  const inCore = resources.filter(({ group }) => group === '');
  const inGroups = resources.filter(({ group }) => group !== '');
  if (path === '/api')
    return sendJson(
      response,
      200,
      aggregated ? aggregate(inCore) : { kind: 'APIVersions', versions: ['v1'] },
    );
  if (path === '/apis')
    return sendJson(response, 200, aggregated ? aggregate(inGroups) : groupList(inGroups));
  const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
  const found =
    match && resources.filter(({ group, version }) => group === (match[1] ?? '') && version === match[2]);
  if (!found || found.length === 0) return false;
  return sendJson(response, 200, {
    kind: 'APIResourceList',
    resources: found.flatMap(({ plural, kind, namespaced }) => [
      { name: plural, kind, namespaced, verbs: ['get', 'list'] },
      { name: `${plural}/status`, kind, namespaced, verbs: ['get'] },
    ]),
  });
}

function byVersion(resources: readonly ServedResource[]): Map<string, Map<string, ServedResource[]>> {
  const groups = new Map<string, Map<string, ServedResource[]>>();
  for (const resource of resources) {
    const versions = groups.get(resource.group) ?? new Map<string, ServedResource[]>();
    groups.set(resource.group, versions);
    versions.set(resource.version, [...(versions.get(resource.version) ?? []), resource]);
  }
  return groups;
}

function aggregate(resources: readonly ServedResource[]): object {
  const items = [...byVersion(resources)].map(([group, versions]) => ({
    metadata: { name: group === '' ? undefined : group },
    versions: [...versions].map(([version, list]) => ({
      version,
      freshness: list.some(({ stale }) => stale) ? 'Stale' : 'Current',
      ...(!list.some(({ stale }) => stale) && { resources: resourcesOf(list) }),
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
}

function resourcesOf(list: readonly ServedResource[]): object[] {
  return list.map(({ plural, kind, namespaced }) => ({
    resource: plural,
    responseKind: { group: '', version: '', kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    verbs: ['get', 'list', 'watch'],
  }));
}

function groupList(resources: readonly ServedResource[]): object {
  const groups = [...byVersion(resources)].map(([name, versions]) => ({
    name,
    versions: [...versions.keys()].map((version) => ({ groupVersion: `${name}/${version}`, version })),
    preferredVersion: { version: [...versions.keys()][0] },
  }));
  return { kind: 'APIGroupList', groups };
}

/** Lists with pages, one namespace or all, whole or metadata only; and single objects. */
function list(request: SeenRequest, response: ServerResponse, settings: FakeSettings): boolean {
  const match = /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(
    request.path,
  );
  if (!match) return false;
  const [, root = '', namespace, plural = '', name] = match;
  const resource = (settings.resources ?? []).find(
    (one) =>
      one.plural === plural && root === (one.group === '' ? '/api/v1' : `/apis/${one.group}/${one.version}`),
  );
  const all = settings.items?.[`${root}/${plural}`];
  if (!all && !resource) return false;
  const items = (all ?? []).filter((item) => namespace === undefined || meta(item).namespace === namespace);
  if (name !== undefined) {
    const found = items.find((item) => meta(item).name === name);
    return found
      ? sendJson(response, 200, found)
      : sendStatus(response, 404, `${plural} "${name}" not found`);
  }
  const start = Number(request.query.get('continue') ?? 0);
  const requested = Number(request.query.get('limit') ?? items.length);
  const end = start + Math.min(requested, settings.page ?? requested);
  const metadataOnly = request.accept.includes('PartialObjectMetadataList');
  const more = end < items.length;
  return sendJson(response, 200, {
    kind: metadataOnly ? 'PartialObjectMetadataList' : `${resource?.kind ?? 'Thing'}List`,
    apiVersion: 'v1',
    metadata: {
      resourceVersion: '7',
      ...(more && { continue: String(end), remainingItemCount: items.length - end }),
    },
    items: items.slice(start, end).map((item) => (metadataOnly ? { metadata: meta(item) } : item)),
  });
}

function meta(item: object): { name?: string; namespace?: string } {
  return (item as { metadata?: { name?: string; namespace?: string } }).metadata ?? {};
}

/** A client that disconnects resets the connection: this also closes it, so that errors are not waited for. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
