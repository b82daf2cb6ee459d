/**
 * EnvoyFilters that may keep a proxy from enforcing what istiod generates from the policies of a workload
 * (https://istio.io/latest/docs/reference/config/networking/envoy-filter/; istio pilot/pkg/networking/core/envoyfilter/listener_patch.go): a patch
 * without a name of a filter matches every filter, and one of the connection manager contains all HTTP filters.
 */
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import type { PatchingFilter } from '../../types.ts';
import { byCreation, Reader, scopeOf } from './read.ts';
import { PolicyIndex } from './select.ts';
import type { MemberFacts, PolicyFacts } from './types.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Filters by which a proxy enforces policies, in names of any age: `envoy.filters.http.rbac`, `istio_authn`. */
const ENFORCING = /rbac|jwt_authn|istio_authn|ext_authz/i;
/** The network filter that contains the HTTP filters. */
const MANAGER = /http_?connection_?manager/i;
/** Network filters that end a chain, and so keep connections from the filters after them. */
const TERMINAL = /http_?connection_?manager|(?:tcp|redis|thrift|dubbo|generic)_?proxy|echo|direct_?response/i;
const ROUTES: ReadonlySet<unknown> = new Set(['HTTP_ROUTE', 'VIRTUAL_HOST', 'ROUTE_CONFIGURATION']);

/** The contexts of inbound traffic by membership. ztunnel is no Envoy: EnvoyFilters do not apply to it. */
const CONTEXTS: Readonly<Record<Exclude<MemberFacts['membership'], 'ambient'>, readonly string[]>> = {
  sidecar: ['SIDECAR_INBOUND', 'ANY'],
  gateway: ['GATEWAY', 'ANY'],
  waypoint: ['WAYPOINT', 'SIDECAR_INBOUND', 'ANY'],
};

interface Filter extends PolicyFacts {
  patches: readonly Raw[];
}

/** Looks up the EnvoyFilters that may keep the proxy of a member from enforcing policies. `root`: the root namespace, '' where it is unknown. */
export function enforcementPatches(
  custom: readonly CustomRecord[],
  root: string,
): (member: Pick<MemberFacts, 'selected' | 'membership'>) => readonly PatchingFilter[] {
  const filters = custom
    .filter(({ group, kind }) => group === 'networking.istio.io' && kind === 'EnvoyFilter')
    .sort(byCreation)
    .map(filterOf)
    .filter(({ patches }) => patches.length > 0);
  const index = new PolicyIndex(filters, root);
  return ({ selected, membership }) => {
    if (filters.length === 0 || membership === 'ambient') return [];
    return index.attachedTo(selected).flatMap(({ namespace, name, patches }) => {
      const found = patches.find(({ match }) => isIn(match, CONTEXTS[membership]));
      return found ? [{ namespace, name, evidence: evidenceOf(namespace, name, found) }] : [];
    });
  };
}

/** The EnvoyFilter with those of its patches that affect enforcement. */
function filterOf(record: CustomRecord): Filter {
  const reader = new Reader(record);
  const selector = reader.object(record.spec['workloadSelector'], 'spec.workloadSelector');
  return {
    ...scopeOf(record, reader),
    selector: reader.labels(selector['labels'], 'spec.workloadSelector.labels'),
    patches: reader.objects(record.spec['configPatches'], 'spec.configPatches').filter(affects),
  };
}

function isIn(match: unknown, contexts: readonly string[]): boolean {
  const context = raw(match)['context'];
  return context === undefined || contexts.includes(text(context));
}

function affects({ applyTo, match, patch }: Raw): boolean {
  const { operation, value } = raw(patch);
  if (applyTo === 'LISTENER' || applyTo === 'FILTER_CHAIN') return true;
  if (ROUTES.has(applyTo)) return overridesOf(raw(value)).some((name) => ENFORCING.test(name));
  const filter = raw(raw(raw(raw(match)['listener'])['filterChain'])['filter']);
  if (applyTo === 'NETWORK_FILTER') return affectsNetwork(text(operation), filter, raw(value));
  if (applyTo !== 'HTTP_FILTER' || (filter['name'] !== undefined && !MANAGER.test(text(filter['name']))))
    return false;
  return changes(text(operation), raw(filter['subFilter'])['name'], raw(value));
}

function affectsNetwork(operation: string, { name }: Raw, value: Raw): boolean {
  if (operation === 'INSERT_FIRST' || operation === 'INSERT_BEFORE')
    return [value['name'], typeOf(value)].some((one) => TERMINAL.test(text(one)));
  return (
    changes(operation, name, value) ||
    ((operation === 'REMOVE' || operation === 'REPLACE') && MANAGER.test(text(name)))
  );
}

/** Whether the operation changes a filter that enforces policies: inserted ones leave it in place. */
function changes(operation: string, name: unknown, value: Raw): boolean {
  if (operation === 'MERGE') return ENFORCING.test(text(name ?? value['name']));
  return (
    (operation === 'REMOVE' || operation === 'REPLACE') && (name === undefined || ENFORCING.test(text(name)))
  );
}

function typeOf(value: Raw): unknown {
  return raw(value['typed_config'] ?? value['typedConfig'])['@type'];
}

/** Names of the filters whose configuration a patch overrides for routes, at any depth. */
function overridesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(overridesOf);
  return Object.entries(raw(value)).flatMap(([key, part]) =>
    /^typed_?per_?filter_?config$/i.test(key)
      ? [...Object.keys(raw(part)), ...Object.values(raw(part)).map((config) => text(raw(config)['@type']))]
      : overridesOf(part),
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function raw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function evidenceOf(namespace: string, name: string, { applyTo, patch }: Raw): PatchingFilter['evidence'] {
  const { operation } = raw(patch);
  return {
    source: 'object',
    confidence: 'observed',
    location: `EnvoyFilter ${namespace}/${name}`,
    value: `${typeof operation === 'string' ? operation : 'changes'} ${String(applyTo)}`,
  };
}
