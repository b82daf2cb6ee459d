/**
 * Policies that Cilium's agents reject entirely: accepted by the API server, but not by the agents' own validation (cilium/cilium
 * pkg/policy/api/rule_validation.go and pkg/k8s/apis/cilium.io/v2/cnp_types.go, 1.18).
 */
import { arr, isObject, obj } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { hasItems } from './parts.ts';

/** `perhaps`: the option that decides it was not read. */
export type Refused = 'yes' | 'no' | 'perhaps';

/** A rule may have only one of these. */
const SENDERS = ['fromEndpoints', 'fromCIDR', 'fromCIDRSet', 'fromEntities', 'fromNodes', 'fromGroups'];
const RECEIVERS = [
  'toEndpoints',
  'toCIDR',
  'toCIDRSet',
  'toEntities',
  'toServices',
  'toFQDNs',
  'toNodes',
  'toGroups',
];
const MAX_PORTS = 40;

/** Nodes as senders require `enable-node-selector-labels`. The status proves a policy valid or invalid; the rules only prove it invalid. */
export function refusedBy(raw: Raw, specs: readonly Raw[], clusterwide: boolean): Refused {
  const valid = arr(obj(raw['status'])['conditions'])
    .map(obj)
    .find(({ type }) => type === 'Valid')?.['status'];
  if (valid === 'False' || specs.some((spec) => isInvalid(spec, clusterwide))) return 'yes';
  const byNodes = specs.some((spec) =>
    [...rulesOf(spec, 'ingress'), ...rulesOf(spec, 'egress')].some(
      (rule) => hasItems(rule['fromNodes']) || hasItems(rule['toNodes']),
    ),
  );
  return byNodes && valid !== 'True' ? 'perhaps' : 'no';
}

function isInvalid(spec: Raw, clusterwide: boolean): boolean {
  const forPods = isObject(spec['endpointSelector']);
  const forNodes = isObject(spec['nodeSelector']);
  if (forPods === forNodes || (forNodes && !clusterwide)) return true;
  return (
    rulesOf(spec, 'ingress').some((rule) => isMixed(rule, SENDERS) || arr(rule['toPorts']).some(hasDns)) ||
    rulesOf(spec, 'egress').some((rule) => isMixed(rule, RECEIVERS))
  );
}

function rulesOf(spec: Raw, direction: 'ingress' | 'egress'): Raw[] {
  return [...arr(spec[direction]), ...arr(spec[`${direction}Deny`])].filter(isObject);
}

function isMixed(rule: Raw, peers: readonly string[]): boolean {
  const ports = arr(rule['toPorts']);
  return (
    peers.filter((key) => hasItems(rule[key])).length > 1 ||
    (hasItems(rule['icmps']) && ports.length > 0) ||
    ports.some((entry) => arr(obj(entry)['ports']).length > MAX_PORTS)
  );
}

/** DNS rules are for the sending side only. */
function hasDns(entry: unknown): boolean {
  return hasItems(obj(obj(entry)['rules'])['dns']);
}
