import type { Project, ProjectInput, Projection } from '../kinds/define.ts';
import type { RouteRecord } from '../schema/route.ts';
import { arr, isObject, namespaceOf, num, obj, put, scalar, str, strings } from './raw.ts';
import type { Raw } from './raw.ts';
import { unmetIn } from './unmet.ts';
import { kongPlugins, referencesOf } from './route-guards.ts';

/** Routes of the Gateway API: HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute. */
export const projectRoute: Project<RouteRecord> = (input) => {
  const { raw, namespace } = partsOf(input);
  const spec = obj(raw['spec']);
  const backends = arr(spec['rules'])
    .map(obj)
    .flatMap((rule) => {
      // The API sends no traffic to a weight of 0.
      const refs = arr(rule['backendRefs']).filter((ref) => obj(ref)['weight'] !== 0);
      const filtered = [rule, ...refs.map(obj)];
      return [...refs, ...filtered.flatMap(({ filters }) => arr(filters).flatMap(requestedBy))];
    })
    .flatMap((ref) => reference(ref, namespace, 'Service', 'port'));
  const answers = answersIn(raw, input.meta.raw);
  const all = arr(spec['parentRefs']);
  const answersOf = (ref: unknown) =>
    answers.filter((answer) => attachment(answer['parentRef'], namespace) === attachment(ref, namespace));
  const parents = all.filter((ref) => !isRefused(answersOf(ref), 'Accepted'));
  const forbidden = parents.length > 0 && parents.every((ref) => isForbidden(answersOf(ref)));
  return route(input, {
    parents: (parents.length > 0 ? parents : all).flatMap((ref) => reference(ref, namespace, 'Gateway')),
    hosts: strings(spec['hostnames']),
    backends: forbidden ? withoutForbidden(backends, namespace) : backends,
    refused: all.length > 0 && parents.length === 0,
    guards: guardsOf(spec, input.meta.raw['annotations'], namespace),
    sections: (parents.length > 0 ? parents : all).flatMap((ref) =>
      reference(ref, namespace, 'Gateway').map(
        (name) => `${name}/${str(obj(ref)['sectionName'], 256) ?? '*'}`,
      ),
    ),
    refs: refsOf(parents.length > 0 ? parents : all, namespace),
    redirectsToHttps: redirectsToHttps(spec),
    redirects: onlyRedirects(arr(spec['rules']).map(obj)),
    unmet: answers.flatMap((answer) => unmetIn(answer['conditions'])),
  });
};

/** Its parents with the listener and the port that it names; none where it names neither. */
function refsOf(refs: readonly unknown[], namespace: string): RouteRecord['refs'] {
  const found = refs.flatMap((ref) =>
    reference(ref, namespace, 'Gateway').map((parent) => {
      const section = str(obj(ref)['sectionName'], 256);
      const port = num(obj(ref)['port']);
      return { parent, ...(section !== undefined && { section }), ...(port !== undefined && { port }) };
    }),
  );
  return found.some(({ section, port }) => section !== undefined || port !== undefined) ? found : undefined;
}

/** A rule with such a filter sends nothing to its backends. */
function redirectsToHttps(spec: Raw): boolean {
  const rules = arr(spec['rules']).map(obj);
  return (
    rules.length > 0 &&
    rules.every(({ filters }) =>
      arr(filters).some((filter) => obj(obj(filter)['requestRedirect'])['scheme'] === 'https'),
    )
  );
}

function onlyRedirects(rules: readonly Raw[]): boolean {
  return (
    rules.length > 0 &&
    rules.every((rule) => arr(rule['filters']).some((filter) => isObject(obj(filter)['requestRedirect'])))
  );
}

/** By filters of each rule with a backend, and by an annotation for all of them. */
function guardsOf(spec: Raw, annotations: unknown, namespace: string): string[] {
  const plugins = kongPlugins(annotations, namespace);
  return arr(spec['rules'])
    .map(obj)
    .filter((rule) => arr(rule['backendRefs']).length > 0)
    .map((rule) => {
      const named = arr(rule['filters']).flatMap((filter) => {
        const { kind, name } = obj(obj(filter)['extensionRef']);
        return kind === 'Middleware' || kind === 'KongPlugin'
          ? [referencesOf(kind, [{ name }], namespace)]
          : [];
      });
      return [...plugins, ...named].join(',');
    });
}

/**
 * Where a filter sends a copy of each request, or an authorization request: it contains the path, and the response to a denial is returned.
 */
function requestedBy(filter: unknown): unknown[] {
  return ['requestMirror', 'externalAuth']
    .map((name) => obj(obj(filter)[name]))
    .filter(({ percent, fraction }) => percent !== 0 && obj(fraction)['numerator'] !== 0)
    .map(({ backendRef }) => backendRef);
}

/** Status entries of the current object: a condition of an older generation describes an earlier state. */
function answersIn(raw: Raw, { generation }: Raw): Raw[] {
  return arr(obj(raw['status'])['parents'])
    .map(obj)
    .map((answer) => ({
      ...answer,
      conditions: arr(answer['conditions']).filter((condition) => !isOlder(condition, generation)),
    }));
}

/** A condition of an older generation of its object. */
export function isOlder(condition: unknown, generation: unknown): boolean {
  const seen = obj(condition)['observedGeneration'];
  return typeof seen === 'number' && typeof generation === 'number' && seen < generation;
}

/** A route attaches to one parent by object, section and port; each has a status of its own. */
function attachment(ref: unknown, namespace: string): string {
  const { sectionName, port } = obj(ref);
  return [...reference(ref, namespace, 'Gateway'), str(sectionName, 256) ?? '', scalar(port) ?? ''].join(' ');
}

/** Every controller reports that a reference to another namespace is not permitted. */
function isForbidden(answers: readonly Raw[]): boolean {
  return (
    isRefused(answers, 'ResolvedRefs') &&
    answers
      .flatMap((answer) => arr(answer['conditions']).map(obj))
      .every(({ type, reason }) => type !== 'ResolvedRefs' || reason === 'RefNotPermitted')
  );
}

/** Of several foreign backends the forbidden one is unknown: then all of them stay. */
function withoutForbidden(backends: readonly string[], namespace: string): string[] {
  const isOwn = (backend: string) => backend.replace(/^\S+ /, '').startsWith(`${namespace}/`);
  const foreign = new Set(
    backends.filter((backend) => !isOwn(backend)).map((one) => one.replace(/:[^:/]*$/, '')),
  );
  return foreign.size === 1 ? backends.filter(isOwn) : [...backends];
}

export function partsOf({ raw, meta }: Pick<ProjectInput, 'raw' | 'meta'>): { raw: Raw; namespace: string } {
  return { raw, namespace: namespaceOf(meta) };
}

/** Every controller with a condition of this type reports False. Without a status the route may be attached. */
function isRefused(answers: readonly unknown[], type: string): boolean {
  const conditions = answers.map((answer) =>
    arr(obj(answer)['conditions'])
      .map(obj)
      .find((condition) => condition['type'] === type),
  );
  return conditions.length > 0 && conditions.every((condition) => condition?.['status'] === 'False');
}

/** `namespace/name[:port]`, with the kind before it when it is not the `usual` one. */
export function reference(ref: unknown, namespace: string, usual: string, portKey?: string): string[] {
  const raw = obj(ref);
  const name = str(raw['name'], 256);
  if (name === undefined) return [];
  const kind = str(raw['kind'], 128);
  const prefix = kind === undefined || kind === usual ? '' : `${kind} `;
  const port = portKey === undefined ? undefined : scalar(raw[portKey]);
  return [
    `${prefix}${str(raw['namespace'], 256) ?? namespace}/${name}${port === undefined ? '' : `:${port}`}`,
  ];
}

interface Parts {
  parents: readonly string[];
  hosts: readonly string[];
  backends: readonly string[];
  hasTls?: boolean;
  refused?: boolean;
  includes?: readonly string[];
  guards?: readonly string[];
  login?: string;
  ranges?: readonly string[];
  sections?: readonly string[];
  refs?: RouteRecord['refs'];
  redirectsToHttps?: boolean;
  permitsPlain?: boolean;
  unverifiedTls?: readonly string[];
  verifiedTls?: readonly string[];
  weak?: RouteRecord['weak'];
  redirects?: boolean;
  unmet?: readonly string[];
  traffic?: RouteRecord['traffic'];
}

/** The record of a route: the names in its parts, without duplicates. */
export function route({ meta, kind, group }: ProjectInput, parts: Parts): Projection<RouteRecord> {
  const { parents, hosts, backends, hasTls, refused, includes = [], guards, login, ranges } = parts;
  const { sections = [], redirectsToHttps: toHttps, permitsPlain, unmet = [] } = parts;
  const record: RouteRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    kind,
    group,
    parents: [...new Set(parents)],
    hosts: [...new Set(hosts)],
    backends: [...new Set(backends)],
  };
  put(record, 'hasTls', hasTls);
  // Absent for the common case: every listener of its parents.
  if (sections.some((section) => !section.endsWith('/*'))) record.sections = [...new Set(sections)];
  put(record, 'refs', parts.refs);
  if (toHttps) record.redirectsToHttps = true;
  if (permitsPlain) record.permitsPlain = true;
  if (parts.unverifiedTls?.length) record.unverifiedTls = [...new Set(parts.unverifiedTls)];
  if (parts.verifiedTls?.length) record.verifiedTls = [...new Set(parts.verifiedTls)];
  if (parts.weak?.length) record.weak = parts.weak;
  if (refused) record.refused = true;
  if (includes.length > 0) record.includes = [...new Set(includes)];
  if (guards?.some((entry) => entry !== '')) record.guards = [...new Set(guards)];
  put(record, 'login', login);
  put(record, 'ranges', ranges && [...ranges]);
  if (parts.redirects) record.redirects = true;
  if (unmet.length > 0) record.unmet = [...new Set(unmet)];
  put(record, 'traffic', parts.traffic);
  return { record };
}

/** OpenShift Route: its router is the parent. */
export const projectOpenShiftRoute: Project<RouteRecord> = (input) => {
  const { raw, namespace } = partsOf(input);
  const spec = obj(raw['spec']);
  const answers = arr(obj(raw['status'])['ingress']);
  const admitted = answers.filter((answer) => !isRefused([answer], 'Admitted'));
  return route(input, {
    parents: admitted.flatMap((item) => str(obj(item)['routerName'], 256) ?? []),
    hosts: strings([spec['host'] ?? obj(admitted[0])['host']]),
    backends: [spec['to'], ...arr(spec['alternateBackends'])].flatMap((ref) =>
      reference(ref, namespace, 'Service'),
    ),
    hasTls: isObject(spec['tls']),
    permitsPlain: obj(spec['tls'])['insecureEdgeTerminationPolicy'] === 'Allow',
    refused: isRefused(answers, 'Admitted'),
  });
};

/** Traefik IngressRoute, IngressRouteTCP and IngressRouteUDP; host names are in the match expression of each route. */
export const projectIngressRoute: Project<RouteRecord> = (input) => {
  const { raw, namespace } = partsOf(input);
  const spec = obj(raw['spec']);
  const routes = arr(spec['routes']);
  const hosts = routes.flatMap((entry) =>
    [...(str(obj(entry)['match']) ?? '').matchAll(/Host(?:SNI)?\(([^)]*)\)/g)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/[`"']([^`"']+)[`"']/g)].map((host) => host[1] ?? ''),
    ),
  );
  return route(input, {
    parents: strings(spec['entryPoints']),
    hosts,
    backends: routes
      .flatMap((entry) => arr(obj(entry)['services']))
      .flatMap((ref) => reference(ref, namespace, 'Service', 'port')),
    hasTls: isObject(spec['tls']),
    guards:
      input.kind === 'IngressRoute'
        ? routes.map((entry) => referencesOf('Middleware', obj(entry)['middlewares'], namespace))
        : [],
  });
};

/** Emissary Mapping and TCPMapping: `[scheme://]service[.namespace[.svc...]][:port]`. */
export const projectMapping: Project<RouteRecord> = (input) => {
  const { raw, namespace } = partsOf(input);
  const spec = obj(raw['spec']);
  // With a redirect the service is the host that clients are sent to.
  const isRedirect = spec['host_redirect'] === true;
  const services = isRedirect ? [] : strings([spec['service']]).map((text) => mappedTo(text, namespace));
  return route(input, {
    parents: strings([spec['ambassador_id'], ...arr(spec['ambassador_id'])]),
    hosts: strings([spec['hostname'] ?? spec['host']]),
    backends: services,
  });
};

/** An address `[scheme://]service[.namespace[.svc...]][:port]`, as `namespace/name[:port]` or as the host. */
export function mappedTo(text: string, namespace: string): string {
  const host = text.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/s, '');
  const [, name = host, own, port = ''] =
    /^([^.:/]+)(?:\.([^.:/]+))?(?:\.svc[^:/]*)?(:\d+)?$/.exec(host) ?? [];
  return name === host && own === undefined && port === '' && /[.:]/.test(host)
    ? host
    : `${own ?? namespace}/${name}${port}`;
}
