import type { NodeRecord } from '../../../snapshot/records/index.ts';
import { endpointHost, hostOf, isLoopback } from '../../../shared/addresses.ts';
import type { ComponentInstanceFacts, FlagAnswer } from '../../types.ts';
import type { StaticInstance } from '../sources/static-pods.ts';
import { listItems } from '../sources/flag-sources.ts';

export interface Serving {
  /** Members that the API servers use for the state; in the given order. */
  main: readonly StaticInstance[];
  /** Those that they use for some resources (`--etcd-servers-overrides`, events mostly), without those in `main`. */
  apart: readonly StaticInstance[];
  /** Static pods of etcd that no API server is configured to use. */
  others: readonly StaticInstance[];
  /** Hosts of `--etcd-servers` without a matching pod. */
  elsewhere: readonly string[];
  /** Hosts that they use for some resources, without a matching pod. */
  elsewhereApart: readonly string[];
  /** Why it is not certain that the API servers use `main`. */
  uncertainty?: string;
}

export interface ServingInput {
  pods: readonly StaticInstance[];
  servers: FlagAnswer;
  overrides: FlagAnswer;
  apiServers: readonly ComponentInstanceFacts[];
  nodes: readonly NodeRecord[];
}

/**
 * The etcd pods that store this cluster's state: those in the API servers' configuration, and the other members of the same etcd. A
 * loopback address is the pod of the same node. Where no API server was observed, every static pod of etcd counts.
 */
export function servingEtcd(input: ServingInput): Serving {
  const { pods, servers, overrides } = input;
  const all: Serving = { main: pods, apart: [], others: [], elsewhere: [], elsewhereApart: [] };
  const targets = targetsOf(servers, input, (value) => listItems(value));
  if (pods.length === 0 || !servers.known || targets.length === 0) return all;
  const places = pods.map((pod) => placeOf(pod, input.nodes));
  const found = fits(targets, places);
  const some = fits(targetsOf(overrides, input, overrideUrls), places);
  const sure = new Set(pods.filter((_, at) => found.some(({ fits: each }) => each[at] === 'yes')));
  const absent = { elsewhere: unmatched(found), elsewhereApart: unmatched(some) };
  // A server that was not observed may use any of the others.
  if (servers.uncollected > 0) return { ...all, ...absent };
  if (sure.size === 0) {
    const url = found.find(({ fits: each }) => each.includes('maybe'))?.target.url;
    if (url === undefined) return { main: [], apart: [], others: pods, ...absent };
    return {
      ...all,
      ...absent,
      uncertainty: `--etcd-servers contains ${url}; unknown whether these Pods serve it`,
    };
  }
  withPeers(sure, places);
  const apart = pods.filter((pod, at) => !sure.has(pod) && some.some(({ fits: each }) => each[at] === 'yes'));
  return {
    main: pods.filter((pod) => sure.has(pod)),
    apart,
    others: pods.filter((pod) => !sure.has(pod) && !apart.includes(pod)),
    ...absent,
  };
}

interface Found {
  target: Target;
  /** For each pod of etcd: whether it matches. */
  fits: readonly ('yes' | 'maybe' | 'no')[];
}

function fits(targets: readonly Target[], places: readonly Place[]): Found[] {
  return targets.map((target) => ({ target, fits: places.map((place) => fit(place, target)) }));
}

/** Configured etcd hosts without a matching pod; a loopback address with the name of its node. */
function unmatched(found: readonly Found[]): string[] {
  const hosts = found
    .filter(({ fits: each }) => !each.includes('yes'))
    .map(({ target: { host, node } }) =>
      isLoopback(host) && node !== undefined ? `${host} of ${node}` : host,
    );
  return [...new Set(hosts)];
}

interface Target {
  url: string;
  host: string;
  port: string;
  /** Node of the API server that has it configured. */
  node?: string;
  /** It has no readable host: it may be any. */
  opaque?: true;
}

function targetsOf(
  answer: FlagAnswer,
  { apiServers }: ServingInput,
  urls: (value: string) => string[],
): Target[] {
  const nodes = new Map(apiServers.map(({ name, node }) => [name, node]));
  return (answer.known ? answer.observations : []).flatMap(({ instance, value }) =>
    urls(value).flatMap((url) => {
      if (/^unix/i.test(url)) return [];
      const host = endpointHost(url);
      const node = nodes.get(instance);
      const rest = node === undefined ? {} : { node };
      return [
        host === undefined
          ? { url, host: url, port: '', opaque: true, ...rest }
          : { url, host, port: portOf(url), ...rest },
      ];
    }),
  );
}

/** `/events#https://127.0.0.1:4002;https://...,apps/x#...` (kube-apiserver --etcd-servers-overrides). */
export function overrideUrls(value: string): string[] {
  return listItems(value).flatMap((item) => item.slice(item.indexOf('#') + 1).split(';'));
}

function portOf(url: string): string {
  return /:(\d+)(?:\/|$)/.exec(url.replace(/^[a-z]+:\/\/(?:\[[^\]]*\])?/i, ''))?.[1] ?? '2379';
}

/** Addresses on which a pod of etcd serves clients and peers. */
export interface Place {
  pod: StaticInstance;
  /** Known addresses and names of its host. */
  hosts: ReadonlySet<string>;
  /** Ports for clients; empty where its settings are not visible. */
  ports: ReadonlySet<string>;
}

export function placeOf(pod: StaticInstance, nodes: readonly NodeRecord[]): Place {
  const flags = pod.sources[0]?.flags;
  const urls = (name: string) => listItems(flags?.get(name) ?? '');
  const listens = [...urls('listen-client-urls'), ...urls('listen-client-http-urls')];
  const named = [
    ...listens,
    ...urls('advertise-client-urls'),
    ...urls('initial-advertise-peer-urls'),
    ...urls('listen-peer-urls'),
  ];
  const record = nodes.find(({ name }) => name === pod.node);
  const hosts = new Set(
    [...named.map(hostOf), pod.hostIP, ...(record?.addresses.map(({ address }) => address) ?? [])].filter(
      (host) => host !== undefined && !isLoopback(host) && !/^(?:0\.0\.0\.0|::|.*\$.*)$/.test(host),
    ),
  ) as ReadonlySet<string>;
  return { pod, hosts, ports: new Set(listens.map(portOf)) };
}

function fit({ pod, hosts, ports }: Place, { host, port, node, opaque }: Target): 'yes' | 'maybe' | 'no' {
  if (opaque) return 'maybe';
  if (ports.size > 0 && !ports.has(port)) return 'no';
  if (isLoopback(host)) {
    if (pod.node === undefined || node === undefined) return 'yes';
    return pod.node === node ? 'yes' : 'no';
  }
  if (hosts.has(host)) return 'yes';
  // A name may belong to any host; an address differs for certain where the pod's own is known.
  return hosts.size === 0 || !/^[\d.]+$|:/.test(host) ? 'maybe' : 'no';
}

/** Adds the pods that the members list as peers, and those that list the members. */
function withPeers(sure: Set<StaticInstance>, places: readonly Place[]): void {
  for (let grown = true; grown;) {
    grown = false;
    for (const place of places) {
      if (sure.has(place.pod)) continue;
      const related = places.some(
        (other) => sure.has(other.pod) && (knows(other, place) || knows(place, other)),
      );
      if (!related) continue;
      sure.add(place.pod);
      grown = true;
    }
  }
}

/** Whether a member's `--initial-cluster` contains the other's host and peer port. */
function knows(one: Place, other: Place): boolean {
  const peers = listItems(other.pod.sources[0]?.flags.get('listen-peer-urls') ?? '').map(portOf);
  return initialCluster(one.pod).some(
    ({ host, url }) => other.hosts.has(host) && (peers.length === 0 || peers.includes(portOf(url))),
  );
}

export interface NamedMember {
  name: string;
  host: string;
  url: string;
}

/** `--initial-cluster`: `a=https://10.0.0.1:2380,b=...`; a member with several addresses is listed several times. */
export function initialCluster({ sources }: StaticInstance): NamedMember[] {
  return listItems(sources[0]?.flags.get('initial-cluster') ?? '').flatMap((item) => {
    const [, name = '', url = ''] = /^([^=]+)=(.+)$/.exec(item) ?? [];
    const host = hostOf(url);
    return host === undefined ? [] : [{ name, host, url }];
  });
}
