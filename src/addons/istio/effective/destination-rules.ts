/**
 * How clients in the mesh connect to a Service: the DestinationRule that istiod selects for them (istio pilot/pkg/model/push_context.go,
 * destinationRule and setDestinationRules): of the client's namespace first, then of the Service's, then of the root namespace; the most specific
 * host counts, then the oldest rule. Settings of a port replace those of the rule, settings of a subset are added to them.
 */
import { groupBy, put } from '../../../shared/group.ts';
import { labelOf } from '../../../model/selectors.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import type { MtlsMode } from '../../types.ts';
import { byCreation, Reader } from './read.ts';
import type {
  Client,
  ClientRules,
  ClientTls,
  ClientTlsMode,
  ConnectionFacts,
  DestinationRuleFacts,
  Host,
  TrafficPolicy,
} from './destination-types.ts';

export type { ClientTls, ConnectionFacts, DestinationRuleFacts } from './destination-types.ts';

const MODES: readonly ClientTlsMode[] = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'];

/** In the order in which istiod lists them. */
export function readDestinationRules(
  custom: readonly CustomRecord[],
  domain: string,
): DestinationRuleFacts[] {
  return custom
    .filter(({ group, kind }) => group === 'networking.istio.io' && kind === 'DestinationRule')
    .sort(byCreation)
    .map((record) => {
      const { spec, namespace = 'default', name } = record;
      const reader = new Reader(record);
      const host = reader.text(spec['host'], 'spec.host') ?? '';
      const selector = spec['workloadSelector'];
      const rule = {
        record,
        namespace,
        name,
        host: host === '' || /[.*]/.test(host) ? host : `${host}.${namespace}.svc.${domain}`,
        exportTo: reader.texts(spec['exportTo'], 'spec.exportTo'),
        ...(selector !== undefined && {
          workloadSelector: reader.labels(
            reader.object(selector, 'spec.workloadSelector')['matchLabels'],
            'spec.workloadSelector.matchLabels',
          ),
        }),
        policy: policyOf(spec['trafficPolicy'], reader),
        subsets: reader.objects(spec['subsets'], 'spec.subsets').map((subset) => ({
          name: reader.text(subset['name'], 'subsets.name') ?? '',
          policy: policyOf(subset['trafficPolicy'], reader),
        })),
      };
      if (host === '') reader.reject('spec.host is absent');
      return { ...rule, ...(reader.problem !== undefined && { problem: reader.problem }) };
    });
}

function policyOf(value: unknown, reader: Reader): TrafficPolicy {
  const policy = reader.object(value, 'trafficPolicy');
  const tls = tlsOf(policy['tls'], reader);
  const ports = new Map<number, ClientTls | undefined>();
  for (const setting of reader.objects(policy['portLevelSettings'], 'trafficPolicy.portLevelSettings')) {
    const port = reader.object(setting['port'], 'portLevelSettings.port');
    const number = reader.number(port['number'], 'portLevelSettings.port.number');
    if (number !== undefined && !ports.has(number)) ports.set(number, tlsOf(setting['tls'], reader));
  }
  return { ...(tls && { tls }), ports };
}

function tlsOf(value: unknown, reader: Reader): ClientTls | undefined {
  if (value === undefined || value === null) return undefined;
  const tls = reader.object(value, 'tls');
  const caCertificates = reader.text(tls['caCertificates'], 'tls.caCertificates');
  const credentialName = reader.text(tls['credentialName'], 'tls.credentialName');
  return {
    mode: reader.oneOf(tls['mode'], MODES, 'tls.mode') ?? 'DISABLE',
    insecureSkipVerify: reader.flag(tls['insecureSkipVerify'], 'tls.insecureSkipVerify') === true,
    ...(caCertificates !== undefined && caCertificates !== '' && { caCertificates }),
    ...(credentialName !== undefined && credentialName !== '' && { credentialName }),
    subjectAltNames: reader.texts(tls['subjectAltNames'], 'tls.subjectAltNames'),
  };
}

/** A TLS block of a rule. */
export interface TlsPlace {
  /** `trafficPolicy.tls`, `portLevelSettings 443 tls`, of a subset. */
  path: string;
  tls: ClientTls;
}

/** Every TLS block of a rule, of its ports and subsets. */
export function tlsPlaces({ policy, subsets }: DestinationRuleFacts): TlsPlace[] {
  return [{ name: undefined, policy }, ...subsets].flatMap(({ name, policy: { tls, ports } }) => {
    const suffix = name === undefined ? '' : ` of subset ${name}`;
    return [
      ...(tls ? [{ path: `trafficPolicy.tls${suffix}`, tls }] : []),
      ...[...ports].flatMap(([port, one]) =>
        one ? [{ path: `portLevelSettings ${port} tls${suffix}`, tls: one }] : [],
      ),
    ];
  });
}

type ByHost = Map<string, DestinationRuleFacts[]>;

export class DestinationRules implements ClientRules {
  private readonly local = new Map<string, ByHost>();
  private readonly exported = new Map<string, ByHost>();
  private readonly rootPrivate: ByHost = new Map();
  private readonly root: string;

  /** `exportTo`: the default of the mesh configuration for rules without one. */
  constructor(rules: readonly DestinationRuleFacts[], root: string, exportTo: readonly string[] = ['*']) {
    this.root = root;
    for (const rule of withSelectorsFirst(rules)) {
      const { namespace } = rule;
      const own = rule.workloadSelector ? ['.'] : rule.exportTo;
      const isPrivate =
        own.length === 0
          ? exportTo.includes('.')
          : own.length === 1 && (own[0] === '.' || own[0] === namespace);
      if (own.length === 0 || ['*', '.', namespace].some((one) => own.includes(one)))
        put(hostsOf(this.local, namespace), rule.host, rule);
      if (!isPrivate) put(hostsOf(this.exported, namespace), rule.host, rule);
      else if (namespace === root) put(this.rootPrivate, rule.host, rule);
    }
  }

  /** The rules for one host that apply to a client, in order; the first decides what several set. */
  rulesFor(client: Client, host: Host): readonly DestinationRuleFacts[] {
    const local = client.namespace === this.root ? this.rootPrivate : this.local.get(client.namespace);
    const own = mostSpecific(local, host.name);
    if (own) return forClient(own, client);
    for (const namespace of [host.namespace, this.root]) {
      const found = (mostSpecific(this.exported.get(namespace), host.name) ?? []).filter(
        ({ exportTo }) =>
          exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(client.namespace),
      );
      if (found.length > 0) return forClient(found, client);
    }
    return [];
  }

  /** TLS of connections to a port of the Service: without a subset, then of every subset. */
  connections(client: Client, host: Host, port: number): ConnectionFacts[] {
    const rules = this.rulesFor(client, host);
    const first = rules.find(({ record }) => record.spec['trafficPolicy'] !== undefined) ?? rules[0];
    if (!first) return [];
    const base = atPort(first.policy, port);
    return [
      { rule: first, ...(base && { tls: base }) },
      ...withoutRepeatedSubsets(rules).flatMap(({ rule, subsets }) =>
        subsets.map(({ name, policy }) => {
          // Settings of a port of the subset inherit nothing.
          const tls = policy.ports.has(port) ? policy.ports.get(port) : (policy.tls ?? base);
          return { rule, subset: name, ...(tls && { tls }) };
        }),
      ),
    ];
  }
}

/** A subset that an older rule has is ignored. */
function withoutRepeatedSubsets(rules: readonly DestinationRuleFacts[]) {
  const seen = new Set<string>();
  return rules.map((rule) => ({
    rule,
    subsets: rule.subsets.filter(({ name }) => !seen.has(name) && seen.add(name)),
  }));
}

function atPort({ tls, ports }: TrafficPolicy, port: number): ClientTls | undefined {
  return ports.has(port) ? ports.get(port) : tls;
}

function withSelectorsFirst(rules: readonly DestinationRuleFacts[]): DestinationRuleFacts[] {
  return [
    ...rules.filter(({ workloadSelector }) => workloadSelector),
    ...rules.filter(({ workloadSelector }) => !workloadSelector),
  ];
}

/**
 * The rule that selects the client, else those without a selector. Rules with the same `exportTo` are merged, and of several such groups the
 * last is used (istio pilot/pkg/model/destination_rule.go, sidecar.go).
 */
function forClient(
  rules: readonly DestinationRuleFacts[],
  { labels = {} }: Client,
): readonly DestinationRuleFacts[] {
  const selecting = rules.filter(
    ({ workloadSelector }) =>
      workloadSelector &&
      Object.entries(workloadSelector).every(([key, value]) => labelOf(labels, key) === value),
  );
  if (selecting.length > 0) return selecting;
  const merged = groupBy(
    rules.filter(({ workloadSelector }) => !workloadSelector),
    ({ exportTo }) => [...new Set(exportTo)].sort().join(','),
  );
  return [...merged.values()].at(-1) ?? [];
}

function hostsOf(namespaces: Map<string, ByHost>, name: string): ByHost {
  let hosts = namespaces.get(name);
  if (!hosts) {
    hosts = new Map();
    namespaces.set(name, hosts);
  }
  return hosts;
}

/** The host itself, then the longest wildcard that ends like it. */
function mostSpecific(hosts: ByHost | undefined, name: string): readonly DestinationRuleFacts[] | undefined {
  if (!hosts) return undefined;
  const exact = hosts.get(name);
  if (exact) return exact;
  // `*.b.c`, `*.c`, `*`: a wildcard replaces whole labels or any beginning.
  for (let at = 0; at <= name.length; at += 1) {
    const found = hosts.get(`*${name.slice(at)}`);
    if (found) return found;
  }
  return undefined;
}

/** AUTO: mutual TLS with endpoints that have a proxy, plaintext with others. */
export type ConnectionMode = ClientTlsMode | 'AUTO';

/**
 * The mode of connections without TLS settings of a rule (istio pilot/pkg/networking/core/cluster_tls.go): automatic, unless the mesh disables
 * that, or mutual TLS is disabled for the namespace of the Service.
 */
export function connectionMode(
  tls: ClientTls | undefined,
  namespaceMode: MtlsMode,
  enableAutoMtls = true,
): ConnectionMode {
  return tls?.mode ?? (enableAutoMtls && namespaceMode !== 'DISABLE' ? 'AUTO' : 'DISABLE');
}
