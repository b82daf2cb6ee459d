import { RUN_LIVE, rerun, see, list } from '../../../shared/requirement.ts';
import type { Evidence, Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import type { EndpointRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { addressReach } from '../../../shared/addresses.ts';
import type { ClusterFacts, EndpointFacts, NodeFacts, ServiceFacts } from '../../types.ts';
import type { ApiEndpoint } from './api-endpoints.ts';
import { endpointWays } from './api-endpoints.ts';
import { ownSlicesSeen } from './kubernetes-service.ts';
import type { Requirement } from '../../../shared/requirement.ts';
import { LIST_NODES } from '../../requirements.ts';

export interface EndpointInput {
  snapshot: Snapshot;
  cluster: ClusterFacts;
  nodes: readonly NodeFacts[];
  services: readonly ServiceFacts[];
}

/**
 * Whether the API server's address is reachable from the internet. A public address is positive evidence; a private one only
 * counts when no other address leads to the API server (api-endpoints.ts). Firewalls and allow-lists are not in the Kubernetes
 * API.
 */
export function endpointFacts(input: EndpointInput): Known<EndpointFacts> {
  const record = input.snapshot.records.endpoint[0];
  const ways = endpointWays(input);
  const seen = record ? [addressEvidence(record)] : [];
  const open = ways.filter(({ reach }) => reach === 'public');
  const sure = open.filter(({ evidence }) => evidence.confidence === 'observed');
  const own = record && !record.viaProxy ? record.addresses.filter(isPublic) : [];
  if (record && own.length > 0) {
    const detail = `${record.host} has a public address`;
    return known(
      { ...facts(record), addresses: own, reach: 'public', basis: 'observed', detail },
      ...seen,
      ...open.map(({ evidence }) => evidence),
    );
  }
  if (sure.length > 0) return byWays(sure, record, seen);
  if (open.length > 0) return meantToBePublic(open, record, seen);
  if (!record) {
    return unknown('the address under which the API server is reached is not in this input', RUN_LIVE);
  }
  return evaluatePrivate(record, seen, ways, input);
}

function isPublic(address: string): boolean {
  return addressReach(address) === 'public';
}

function facts({ host, addresses, server }: EndpointRecord) {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  const port = url && (url.port || (url.protocol === 'http:' ? '80' : '443'));
  return { host, addresses, ports: port ? [`${port}/tcp`] : [] };
}

/** Addresses of nodes and Services, and those that the API servers publish. */
function byWays(
  ways: readonly ApiEndpoint[],
  record: EndpointRecord | undefined,
  seen: readonly Evidence[],
): Known<EndpointFacts> {
  const addresses = unique(ways.map(({ address }) => address));
  return known(
    {
      host: record?.host ?? addresses[0] ?? '',
      addresses,
      ports: unique(ways.map(({ port }) => port)),
      reach: 'public',
      basis: 'observed',
      detail: 'a public address leads to it',
    },
    ...seen,
    ...ways.map(({ evidence }) => evidence),
  );
}

/** Only its certificate names a public address: it is intended, and was not tested. */
function meantToBePublic(
  ways: readonly ApiEndpoint[],
  record: EndpointRecord | undefined,
  seen: readonly Evidence[],
): Known<EndpointFacts> {
  const named = unique(ways.map(({ address }) => address));
  return known(
    {
      ...(record ? facts(record) : { host: named[0] ?? '', addresses: [], ports: [] }),
      reach: 'public',
      basis: 'inferred',
      detail: `its serving certificate contains the public IP SAN ${named.join(', ')}`,
    },
    ...seen,
    ...ways.map(({ evidence }) => evidence),
  );
}

function unique(items: readonly (string | undefined)[]): string[] {
  return [...new Set(items.filter((item) => item !== undefined))];
}

function evaluatePrivate(
  record: EndpointRecord,
  seen: readonly Evidence[],
  ways: readonly ApiEndpoint[],
  { snapshot, cluster }: EndpointInput,
): Known<EndpointFacts> {
  if (record.viaProxy)
    return unknown(
      'a proxy leads to the API server: its own address is not visible from here',
      rerun('run without a proxy'),
    );
  if (record.addresses.length === 0)
    return unknown(
      `${record.host} could not be resolved to an address`,
      rerun('run where the name resolves'),
    );
  const local = cluster.distribution.known && ['kind', 'minikube'].includes(cluster.distribution.value.id);
  if (record.addresses.every((address) => addressReach(address) === 'loopback')) {
    if (local)
      return known(
        {
          ...facts(record),
          reach: 'loopback',
          basis: 'observed',
          detail: 'a local cluster, reached over the loopback interface',
        },
        ...seen,
      );
    return unknown(
      `${record.host} is a tunnel or a local port: the address that others use is not visible`,
      rerun("run with the API server's own address"),
    );
  }
  const managed = cluster.managed.known && cluster.managed.value;
  if (managed || !cluster.managed.known) {
    return unknown(
      `${record.host} resolves to private addresses from this host; an additional public endpoint would not be visible`,
      see('look at the endpoint access settings of the provider'),
    );
  }
  const missing = SOURCES.filter((id) =>
    id === 'endpointslices' ? !ownSlicesSeen(snapshot) : snapshot.outcomes.get(id)?.status !== 'ok',
  );
  if (missing.length > 0) {
    return unknown(
      `${record.host} is private, but ${missing.join(' and ')} that can lead to it are not all observed`,
      ...missing.map((id) => LISTS[id]),
    );
  }
  if (ways[0]) return uncertain(record, ways[0]);
  return known(
    {
      ...facts(record),
      reach: 'private',
      basis: 'observed',
      detail: 'private addresses only, and nothing public leads to it',
    },
    ...seen,
  );
}

/** Another address of the API server, with an unknown origin. */
function uncertain({ host }: EndpointRecord, { address, evidence }: ApiEndpoint): Known<EndpointFacts> {
  if (address === undefined)
    return unknown(
      `${host} is private, but ${evidence.location} leads to it too, and its load balancer has no address yet`,
      rerun('run again when it has one'),
    );
  return unknown(
    `${host} is private, but ${address} (${evidence.location}) can also lead to it; its location is unknown`,
    see(`look where ${address} leads from the internet`),
  );
}

const SOURCES = ['nodes', 'services', 'endpointslices'] as const;

const LISTS: Readonly<Record<(typeof SOURCES)[number], Requirement>> = {
  nodes: LIST_NODES,
  services: list('services'),
  endpointslices: list('endpointslices.discovery.k8s.io', undefined, { as: 'endpointslices' }),
};

function addressEvidence({ host, addresses }: EndpointRecord): Evidence {
  const value =
    addresses.length === 0 || addresses.join() === host ? host : `${host} = ${addresses.join(', ')}`;
  return { source: 'endpoint', confidence: 'observed', location: 'API server address', value };
}
