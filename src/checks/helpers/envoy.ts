/** Questions about Envoy proxies, and about the objects that their controllers turn into configuration. */
import { listAll, see } from '../../shared/requirement.ts';
import type { EnvoyConfiguration, EnvoyFacts, EnvoyForm, EnvoyProxyFacts } from '../../addons/types.ts';
import type { CustomRecord, EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { isLoopback } from '../../shared/addresses.ts';
import { groupBy } from '../../shared/group.ts';
import type { Requirement } from '../../shared/requirement.ts';
import type { CheckParts, Finding } from '../define.ts';
import type { EntryPointView } from './entry-points.ts';
import { entryPointFinder } from './entry-points.ts';
import { few, listed, observed, requiresOr, workloadName, workloadRef } from './objects.ts';
import { judgedObjects } from './envoy-objects.ts';

export type EnvoyListener = EnvoyBootstrapRecord['listeners'][number];
export type EnvoyHttp = NonNullable<EnvoyListener['http']>[number];

/** Something wrong with a configuration. */
export interface Fault {
  what: string;
  severity?: Severity;
  evidence?: readonly Evidence[];
}

export interface EnvoyQuestion {
  /** What is wrong with the configuration of a proxy. */
  faults: (bootstrap: EnvoyBootstrapRecord, proxy: EnvoyProxyFacts) => readonly Fault[];
  /** What is right by itself, and depends on something that no object shows: then nothing wrong is no pass. */
  doubts?: (bootstrap: EnvoyBootstrapRecord, proxy: EnvoyProxyFacts) => string | undefined;
  /** What a bootstrap may leave to a file or a server (xDS): then nothing wrong in it is no pass. */
  asks: readonly ('listeners' | 'clusters')[];
  /** Fails of objects that controllers turn into configuration. */
  objects?: (envoy: EnvoyFacts) => Iterable<Finding & { verdict: 'fail' | 'unknown' }>;
  /** Forms whose listeners and clusters `objects` judges, where an administrator installed the proxies. */
  covers?: readonly EnvoyForm[];
  /** The message of a pass. */
  none: string;
}

/** One verdict per proxy, and one per object with a fault. */
export function* askedOfEnvoys(envoy: EnvoyFacts, question: EnvoyQuestion): Iterable<Finding> {
  const ofObjects = judgedObjects(envoy, question.objects);
  yield* ofObjects;
  const { installed, proxies } = envoy;
  if (!installed.known) {
    yield {
      verdict: 'unknown',
      message: installed.reason,
      requires: requiresOr(installed.requires, listAll('pods')),
    };
    return;
  }
  if (proxies.length === 0) {
    if (ofObjects.length === 0) yield nothingToAsk(envoy, question);
    return;
  }
  const open: { proxy: EnvoyProxyFacts; reason: string }[] = [];
  const closed: EnvoyProxyFacts[] = [];
  for (const proxy of proxies) {
    const fail = failOf(proxy, question);
    if (fail) {
      yield fail;
      continue;
    }
    const reason = gapOf(proxy, envoy, question);
    if (reason === undefined) closed.push(proxy);
    else open.push({ proxy, reason });
  }
  yield* unknowns(open);
  for (const proxy of closed)
    if (!isCovered(proxy, question) || ofObjects.length === 0)
      yield {
        verdict: 'pass',
        at: workloadRef(proxy.workload),
        message: question.none,
        evidence: few(places(proxy), (place) => observed(place, question.none)),
      };
}

function nothingToAsk({ listeners, installed }: EnvoyFacts, question: EnvoyQuestion): Finding {
  const evidence = installed.known ? installed.evidence : [];
  const judged = listeners.filter(({ form }) => question.covers?.includes(form));
  return judged.length > 0
    ? { verdict: 'pass', message: question.none, evidence: few(judged, (one) => one.evidence) }
    : withoutProxies(evidence);
}

function failOf(proxy: EnvoyProxyFacts, { faults }: EnvoyQuestion): Finding | undefined {
  const found = proxy.configurations.flatMap(({ bootstrap, missing, maybe }) =>
    [...(bootstrap ? [bootstrap] : []), ...(missing === undefined ? [] : maybe)].flatMap((one) =>
      faults(one, proxy).map((fault) => ({ fault, place: placeOf(one) })),
    ),
  );
  if (found.length === 0) return undefined;
  const severities = found.flatMap(({ fault }) => fault.severity ?? []);
  const worst = SEVERITIES.find((severity) => severities.includes(severity));
  const words = [...new Set(found.map(({ fault }) => fault.what))];
  return {
    verdict: 'fail',
    at: workloadRef(proxy.workload),
    ...(worst && severities.length === found.length && { severity: worst }),
    message: listed(words),
    evidence: few(
      found.flatMap(({ fault, place }) => [observed(place, fault.what), ...(fault.evidence ?? [])]),
      (item) => item,
    ),
  };
}

/** Labels say which product a proxy belongs to, and anyone writes them. */
function isCovered({ form, trusted }: EnvoyProxyFacts, { covers }: EnvoyQuestion): boolean {
  return trusted && covers?.includes(form) === true;
}

/** Why nothing wrong is no pass. Objects that are judged replace what a controller generates. */
function gapOf(proxy: EnvoyProxyFacts, { patches }: EnvoyFacts, question: EnvoyQuestion): string | undefined {
  const { configurations, form } = proxy;
  const { asks } = question;
  if (isCovered(proxy, question))
    return form === 'Envoy Gateway' && patches.length > 0
      ? `EnvoyPatchPolicy ${listed(patches)} changes its configuration`
      : undefined;
  for (const { missing, bootstrap } of configurations) {
    if (missing !== undefined) return missing;
    const doubt = bootstrap && question.doubts?.(bootstrap, proxy);
    if (doubt !== undefined) return doubt;
    const left = asks.filter((part) => bootstrap?.elsewhere?.includes(part));
    const rds =
      asks.includes('listeners') &&
      bootstrap?.listeners.some(({ http }) => http?.some((one) => one.routesElsewhere));
    if (left.length > 0) return `its ${left.join(' and ')} come from a file or a server (xDS)`;
    if (rds === true) return 'its routes come from a file or a server (RDS)';
  }
  return undefined;
}

/** One finding per form and reason: a fleet has one configuration. */
function* unknowns(open: readonly { proxy: EnvoyProxyFacts; reason: string }[]): Iterable<Finding> {
  for (const members of groupBy(open, ({ proxy, reason }) => `${proxy.form}\n${reason}`).values()) {
    const [first] = members;
    if (!first) continue;
    const rest = members.length - 1;
    yield {
      verdict: 'unknown',
      at: workloadRef(first.proxy.workload),
      message: `${first.proxy.form}: ${first.reason}${rest > 0 ? ` (and ${rest} more)` : ''}`,
      requires: [whereToLook(first.proxy)],
      evidence: few(members, ({ proxy }) => observed(workloadName(proxy.workload), proxy.image)),
    };
  }
}

/** Where a person finds the configuration that was not read. */
export function whereToLook({ workload, configurations }: EnvoyProxyFacts): Requirement {
  const { namespace, template } = workload;
  const maps = template.volumes.flatMap(({ type, target }) =>
    type === 'configMap' && target ? [target] : [],
  );
  const invalid = configurations.find(({ missing }) => missing?.includes('not valid'))?.missing;
  if (invalid !== undefined)
    return see(
      invalid.includes('ConfigMap')
        ? `correct the bootstrap in ConfigMap ${maps.map((name) => `${namespace}/${name}`).join(', ')}`
        : `correct the bootstrap in the arguments of ${workloadName(workload)}`,
    );
  return maps.length > 0 && configurations.some(({ missing }) => missing?.includes('ConfigMap'))
    ? see(`review the bootstrap in ConfigMap ${maps.map((name) => `${namespace}/${name}`).join(', ')}`)
    : see(`review config_dump of the admin interface of ${workloadName(workload)}`);
}

function places({ configurations, workload }: EnvoyProxyFacts): string[] {
  const found = configurations.flatMap(({ bootstrap }: EnvoyConfiguration) =>
    bootstrap ? [placeOf(bootstrap)] : [],
  );
  return found.length > 0 ? [...new Set(found)] : [workloadName(workload)];
}

function placeOf({ source, namespace }: EnvoyBootstrapRecord): string {
  return `${source.split('/').slice(0, 2).join(' ')} in ${namespace}`;
}

/** A fail at an object of a controller. */
export function failAt(
  { kind, namespace, name }: Pick<CustomRecord, 'kind' | 'namespace' | 'name'>,
  message: string,
  evidence: readonly Evidence[],
  severity?: Severity,
): Finding & { verdict: 'fail' } {
  return {
    verdict: 'fail',
    at: { kind, name, ...(namespace !== undefined && { namespace }) },
    ...(severity && { severity }),
    message,
    evidence,
  };
}

/** The texts, numbers and booleans at a path of a custom record's spec; lists are traversed. */
export function valuesAt({ spec }: CustomRecord, path: string): (string | number | boolean)[] {
  const found = path.split('.').reduce<unknown[]>(
    (values, key) =>
      values.flatMap((value) => {
        const inner =
          typeof value === 'object' && value !== null
            ? (value as Readonly<Record<string, unknown>>)[key]
            : undefined;
        return Array.isArray(inner) ? (inner as unknown[]) : [inner];
      }),
    [spec],
  );
  return found.filter(
    (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
}

/** Evidence from a field of an object. */
export function fieldOf({ kind, namespace, name }: CustomRecord, path: string, value: unknown): Evidence {
  return observed(
    `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    `${path}: ${String(value)}`,
  );
}

/** From where ports of a proxy are reached; `any`: where its listeners come from a server, each port but that of its admin interface. */
export function edgeFinder(
  parts: Pick<CheckParts, 'services' | 'exposure' | 'extensions'>,
): (proxy: EnvoyProxyFacts, ports: readonly (number | undefined)[] | 'any') => EntryPointView[] {
  const finder = entryPointFinder(parts);
  return ({ workload, admin }, ports) =>
    finder
      .to(workload, (port) => {
        const listens = ports === 'any' ? !(admin.known && admin.value.port === port) : ports.includes(port);
        return listens ? 'open' : 'none';
      })
      .filter(
        ({ isUnclear, onHostNetwork, ports: known }) =>
          isUnclear !== true && !(onHostNetwork && known.length === 0),
      );
}

/** The listeners of a proxy that something outside the cluster reaches, by address and entry points. */
export function externalListeners(
  parts: Parameters<typeof edgeFinder>[0],
): (proxy: EnvoyProxyFacts, listeners: readonly EnvoyListener[]) => EnvoyListener[] {
  const edge = edgeFinder(parts);
  return (proxy, listeners) =>
    listeners.filter(({ address, port }) => !isLoopback(address) && edge(proxy, [port]).length > 0);
}

/** One finding per proxy; without proxies, why there is none. */
export function* perEnvoy(
  { installed, proxies }: EnvoyFacts,
  evaluate: (proxy: EnvoyProxyFacts) => Finding,
): Iterable<Finding> {
  if (!installed.known)
    yield {
      verdict: 'unknown',
      message: installed.reason,
      requires: requiresOr(installed.requires, listAll('pods')),
    };
  else if (proxies.length === 0) yield withoutProxies(installed.evidence);
  for (const proxy of proxies) yield { ...evaluate(proxy), at: workloadRef(proxy.workload) };
}

function withoutProxies(evidence: readonly Evidence[]): Finding {
  return { verdict: 'not-applicable', message: 'no Envoy proxy outside a mesh', evidence };
}

/** Why it is not known for which requests one of these filters decides. */
export function doubtOf(
  { listeners }: EnvoyBootstrapRecord,
  asked: (filter: string) => boolean,
): string | undefined {
  const guards = listeners.flatMap(({ http = [] }) => http.flatMap(({ guards: own = [] }) => own));
  const found = guards.find(({ filter, unclear }) => unclear !== undefined && asked(filter));
  return found?.unclear === undefined ? undefined : `${found.filter} ${found.unclear}`;
}

/** `0.0.0.0:8080`. */
export function placeName({ address, port }: Pick<EnvoyListener, 'address' | 'port'>): string {
  return port === undefined ? address : `${address}:${port}`;
}
