import type { IngressRecord, ServiceRecord } from '../snapshot/records/index.ts';
import { addressReach } from './addresses.ts';
import type { EntryPoint } from './types.ts';

/** Annotations by which clouds make a load balancer internal; the value decides where one is given. */
const INTERNAL_ANNOTATIONS: Readonly<Record<string, RegExp>> = {
  'service.beta.kubernetes.io/aws-load-balancer-internal': /^(true|0\.0\.0\.0\/0)$/i,
  'service.beta.kubernetes.io/aws-load-balancer-scheme': /^internal$/,
  'networking.gke.io/load-balancer-type': /^internal$/i,
  'cloud.google.com/load-balancer-type': /^internal$/i,
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/oci-load-balancer-internal': /^true$/i,
  'service.beta.kubernetes.io/openstack-internal-load-balancer': /^true$/i,
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': /^private$/i,
};

/** Public as soon as one address is; names alone say nothing. */
export function reachOf(addresses: readonly string[]): EntryPoint['reach'] {
  const literal = addresses.map(addressReach).filter((reach) => reach !== 'invalid');
  if (literal.includes('public')) return 'public';
  return literal.length > 0 && literal.length === addresses.length ? 'internal' : 'unknown';
}

/** The addresses that it has got, else what its annotations ask for. Without either nobody can tell yet. */
export function loadBalancerReach(record: ServiceRecord): EntryPoint['reach'] {
  const given = record.loadBalancer ?? [];
  const literal = given.filter((address) => addressReach(address) !== 'invalid');
  if (literal.length > 0) return reachOf(literal);
  const internal = Object.entries(INTERNAL_ANNOTATIONS).some(([key, pattern]) =>
    pattern.test(record.annotations[key] ?? ''),
  );
  if (internal || given.some(isInternalName)) return 'internal';
  if (given.every(isPrivateName) || schemeLeftOpen(record)) return 'unknown';
  // A name that the cloud gave without calling it internal: an internet-facing AWS load balancer, for one.
  return 'public';
}

/**
 * The AWS controller makes load balancers internal unless it is told otherwise, but leaves those alone that are older than
 * this rule (guide/service/nlb of kubernetes-sigs.github.io/aws-load-balancer-controller): without a scheme it may be either.
 */
function schemeLeftOpen({ annotations, loadBalancerClass }: ServiceRecord): boolean {
  const type = annotations['service.beta.kubernetes.io/aws-load-balancer-type'] ?? '';
  const controller =
    /^(external|nlb-ip)$/.test(type) ||
    /^(service\.k8s\.aws|eks\.amazonaws\.com)\/nlb$/.test(loadBalancerClass ?? '');
  return (
    controller && annotations['service.beta.kubernetes.io/aws-load-balancer-scheme'] !== 'internet-facing'
  );
}

/** By its addresses; where those are names, by what the AWS controller was asked for and calls them. */
export function ingressReach({ loadBalancer = [], annotations }: IngressRecord): EntryPoint['reach'] {
  if (loadBalancer.length === 0) return 'unknown';
  const reach = reachOf(loadBalancer);
  if (reach !== 'unknown') return reach;
  if (loadBalancer.every(isInternalName)) return 'internal';
  return annotations['alb.ingress.kubernetes.io/scheme'] === 'internet-facing' ? 'public' : 'unknown';
}

/** AWS puts `internal-` before the names of internal load balancers; desktop clusters write `localhost`. */
export function isInternalName(name: string): boolean {
  return name.startsWith('internal-') || name === 'localhost';
}

/** Names that public DNS does not know; where they lead cannot be told from them. */
export function isPrivateName(name: string): boolean {
  return !name.includes('.') || /\.(internal|local|localdomain|lan|corp|home\.arpa)\.?$/i.test(name);
}
