import { canonicalAddress, hostOf, isLocalUrl } from '../../../shared/addresses.ts';
import { listItems } from '../../../model/control-plane/sources/flag-sources.ts';
import type {
  ControlPlaneFacts,
  Destination,
  EtcdFacts,
  FlagAnswer,
  ServiceFacts,
} from '../../../model/types.ts';
import type { PodRecord } from '../../../snapshot/records/index.ts';
import type { Finding } from '../../define.ts';
import { component } from '../component.ts';
import type { EntryPoints } from '../entry-points.ts';
import { few, observed } from '../objects.ts';
import { targetPorts } from '../target-ports.ts';

/** Services that forward traffic from outside to etcd: to its pods, to its nodes, or to the addresses that the API servers use. */
export function publishing(
  { etcd, apiServer }: Pick<ControlPlaneFacts, 'etcd' | 'apiServer'>,
  services: readonly ServiceFacts[],
  entryPoints: EntryPoints,
): Finding[] {
  const members = new Set(etcd.instances.map(({ location }) => location));
  const isMember = (pod: PodRecord) => members.has(`pod ${pod.namespace}/${pod.name}`) || isEtcd(pod);
  const ports = portsOf(etcd);
  const isSocket = socketsOf(etcd, ports, urlsOf(apiServer.flag('etcd-servers')));
  const isPort = (port: number | undefined) => port === undefined || ports.has(port);
  const published = services
    .filter(
      (service) =>
        service.pods.some((pod) => isMember(pod) && targetPorts(service, pod).some(isPort)) ||
        service.destinations.some(
          (destination) =>
            isSocket(destination) ||
            (destination.pods.some(isMember) && destination.ports.some(({ port }) => isPort(port))),
        ),
    )
    .map((service) => ({ service, ways: entryPoints.of(service) }))
    .filter(({ ways }) => ways.length > 0);
  if (published.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: component('etcd'),
      detail: 'service',
      severity: 'critical',
      message: 'a Service exposes etcd outside the cluster',
      evidence: few(published, ({ service: { record, destinations }, ways }) =>
        observed(
          `service ${record.namespace}/${record.name}`,
          [
            `${record.type}, ports ${record.ports.map(({ port }) => port).join(', ')}`,
            ...destinations
              .filter(isSocket)
              .slice(0, 1)
              .map(({ address, source }) => `${source}: ${address}`),
            ...ways
              .filter(({ name }) => !name.endsWith(` ${record.namespace}/${record.name}`))
              .slice(0, 1)
              .map(({ name }) => `by ${name}`),
          ].join('; '),
        ),
      ),
    },
  ];
}

/** By its label, for members that another program starts (kOps' etcd-manager). */
function isEtcd({ namespace, template: { labels } }: PodRecord): boolean {
  if (namespace !== 'kube-system') return false;
  return labels['component'] === 'etcd' || labels['k8s-app']?.startsWith('etcd') === true;
}

/** Default ports of members that were not observed: clients, peers, and the metrics of kubeadm. */
const USUAL = [2379, 2380, 2381];

const LISTENERS = [
  'listen-client-urls',
  'listen-client-http-urls',
  'listen-peer-urls',
  'listen-metrics-urls',
  'advertise-client-urls',
];

/** Ports that are reachable from other hosts: without those of listeners that are all on the loopback interface. */
function portsOf(etcd: EtcdFacts): ReadonlySet<number> {
  const answers = LISTENERS.map((name) => etcd.flag(name));
  const urls = answers.flatMap(urlsOf);
  const open = urls.filter((url) => !isLocalUrl(url)).flatMap((url) => portOf(url) ?? []);
  const reported = answers.filter((answer) => answer.known && answer.uncollected === 0).flatMap(urlsOf);
  const closed = new Set(reported.filter(isLocalUrl).flatMap((url) => portOf(url) ?? []));
  return new Set([...USUAL.filter((port) => !closed.has(port)), ...open]);
}

/** Whether an address and port belong to etcd: to a member's node, or to an endpoint that the API servers use. */
function socketsOf(
  etcd: EtcdFacts,
  ports: ReadonlySet<number>,
  called: readonly string[],
): (destination: Destination) => boolean {
  const nodes = new Set(
    etcd.instances.filter(({ hostNetwork }) => hostNetwork).flatMap(({ node }) => node ?? []),
  );
  const urls = LISTENERS.flatMap((name) => urlsOf(etcd.flag(name)));
  const sockets = new Set(
    [...called, ...urls].map((url) => `${canonicalAddress(hostOf(url) ?? '')} ${portOf(url) ?? ''}`),
  );
  return ({ address, node, ports: sent }) =>
    sent.some(
      ({ port }) =>
        port !== undefined &&
        (sockets.has(`${canonicalAddress(address)} ${port}`) ||
          (node !== undefined && nodes.has(node) && ports.has(port))),
    );
}

function urlsOf(answer: FlagAnswer): string[] {
  return answer.known ? answer.observations.flatMap(({ value }) => listItems(value)) : [];
}

function portOf(url: string): number | undefined {
  const port = /^[a-z]+:\/\/(?:\[[^\]]+\]|[^:/]+):(\d+)/i.exec(url.trim())?.[1];
  return port === undefined ? undefined : Number(port);
}
