import { serviceOpeners } from '../../data/service-openers.ts';
import type { ServiceRecord } from '../../snapshot/records/index.ts';
import { loadBalancerReach, reachOf } from '../reach.ts';
import { admitsEverySource } from '../source-ranges.ts';
import { podsBehind } from '../services.ts';
import type { EntryPoint, ServiceFacts } from '../types.ts';
import type { NetworkContext } from './around.ts';
import { portText } from './around.ts';

/**
 * No node and no load balancer accepts traffic for it: kube-proxy ignores Services without an address of their own and those of type
 * ExternalName, regardless of other fields (pkg/proxy/util/utils.go, ShouldSkipService).
 */
export function hasNoAddress({ clusterIP, type }: ServiceRecord): boolean {
  return clusterIP === 'None' || type === 'ExternalName';
}

/** Entry points that a Service opens itself. */
export function serviceEntries(service: ServiceFacts, around: NetworkContext): EntryPoint[] {
  const { record } = service;
  if (hasNoAddress(record)) return [];
  const common = {
    kind: 'Service',
    namespace: record.namespace,
    name: record.name,
    hosts: [],
    ...target(service, around),
    service: record,
  };
  const { externalIPs = [], loadBalancer = [] } = record;
  const entries: EntryPoint[] = [];
  if (record.type === 'LoadBalancer') {
    const reach = loadBalancerReach(record, around.clouds);
    entries.push({
      ...common,
      type: 'LoadBalancer',
      addresses: loadBalancer,
      ports: ports(record, 'port'),
      reach,
    });
    // Its node ports are open regardless of the load balancer, and source ranges do not limit them.
    const limited = reach !== 'public' || isLimited(record);
    const nodePorts = ports(record, 'nodePort');
    if (limited && around.nodeReach === 'public' && nodePorts.length > 0)
      entries.push(onNodes(common, nodePorts, around));
  } else if (record.type === 'NodePort') {
    entries.push(onNodes(common, ports(record, 'nodePort'), around));
  }
  if (externalIPs.length > 0) {
    entries.push({
      ...common,
      type: 'ExternalIP',
      addresses: externalIPs,
      ports: ports(record, 'port'),
      reach: reachOf(externalIPs),
    });
  }
  for (const opener of serviceOpeners)
    if (opener.opens.test(record.annotations[opener.key] ?? ''))
      entries.push({
        ...common,
        type: 'Route',
        addresses: [],
        ports: ports(record, 'port'),
        reach: 'unknown',
        controller: opener.by,
      });
  return entries;
}

function onNodes(
  common: Pick<EntryPoint, 'kind' | 'name' | 'hosts'>,
  nodePorts: readonly string[],
  { nodeAddresses, nodeReach }: NetworkContext,
): EntryPoint {
  return { ...common, type: 'NodePort', addresses: nodeAddresses, ports: nodePorts, reach: nodeReach };
}

/** Whether it admits some source addresses only. With security groups of its own, AWS creates no rules from the list. */
export function isLimited({ annotations, loadBalancerSourceRanges: ranges = [] }: ServiceRecord): boolean {
  const isVoid = (annotations['service.beta.kubernetes.io/aws-load-balancer-security-groups'] ?? '') !== '';
  return ranges.length > 0 && !isVoid && !admitsEverySource(ranges);
}

function target(service: ServiceFacts, { workloadOf }: NetworkContext): { target?: string } {
  const [first] = podsBehind(service);
  const owner = first && workloadOf.get(first);
  return owner ? { target: `${owner.namespace}/${owner.name}` } : {};
}

function ports(record: ServiceRecord, which: 'port' | 'nodePort'): string[] {
  return record.ports.flatMap((entry) => {
    const port = entry[which];
    return port === undefined ? [] : [portText(port, entry.protocol)];
  });
}
