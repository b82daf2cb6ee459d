import { cloudAnnotations } from '../data/load-balancer-annotations.ts';
import type { IngressRecord, ServiceRecord } from '../snapshot/records/index.ts';
import { addressReach } from '../shared/addresses.ts';
import type { EntryPoint } from './types.ts';

/** Public as soon as one address is; names alone prove nothing. */
export function reachOf(addresses: readonly string[]): EntryPoint['reach'] {
  const literal = addresses.map(addressReach).filter((reach) => reach !== 'invalid');
  if (literal.includes('public')) return 'public';
  return literal.length > 0 && literal.length === addresses.length ? 'internal' : 'unknown';
}

/**
 * By its addresses, else by its annotations, if there is a cloud whose controller reads them: any tenant can write them. Unknown without
 * either.
 */
export function loadBalancerReach(record: ServiceRecord, clouds: ReadonlySet<string>): EntryPoint['reach'] {
  const given = record.loadBalancer ?? [];
  const literal = given.filter((address) => addressReach(address) !== 'invalid');
  if (literal.length > 0) return reachOf(literal);
  if (given.some((name) => isInternalName(name) && (name !== LOCALHOST || clouds.size === 0)))
    return 'internal';
  if (given.some((name) => CLASSIC.test(name))) return 'public';
  const requested = requestedFor(record, clouds);
  if (requested !== undefined) return requested;
  // A name from the cloud that is not marked as internal: an internet-facing AWS load balancer, for example.
  return given.every(isPrivateName) ? 'unknown' : 'public';
}

/** The name that desktop clusters set; in a cloud any tenant may have requested it. */
const LOCALHOST = 'localhost';

/** Classic and application load balancers of AWS; the names of internal ones start with it. */
const CLASSIC = /\.elb\.amazonaws\.com(?:\.cn)?\.?$/i;

/** The result of the annotations; undefined where no controller reads them. */
function requestedFor(
  record: ServiceRecord,
  clouds: ReadonlySet<string>,
): 'internal' | 'unknown' | undefined {
  const { annotations } = record;
  const own = ofAwsController(record);
  // Without nodes it is unknown which controller runs here.
  if (own === 'public') return undefined;
  if (own) return own === 'internal' && !clouds.has('AWS') ? (clouds.size > 0 ? undefined : 'unknown') : own;
  const requesting = cloudAnnotations.filter(({ internal }) => {
    const first = internal.find(({ key }) => annotations[key] !== undefined);
    return first?.yes.test(annotations[first.key] ?? '');
  });
  // The AWS provider in the cloud controller manager ignores the scheme; without nodes it is unknown which controller runs.
  if (annotations[`${AWS}-scheme`] === 'internal' && clouds.size === 0) return 'unknown';
  if (requesting.length === 0) return undefined;
  if (requesting.some(({ cloud }) => clouds.has(cloud)))
    // Each of AWS' two controllers reads one annotation, and which one handles the Service is not visible.
    return annotations[`${AWS}-scheme`] === 'internet-facing' && clouds.has('AWS') ? undefined : 'internal';
  return clouds.size === 0 ? 'unknown' : undefined;
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer';

/**
 * The AWS Load Balancer Controller handles Services that name it. It creates internal load balancers by default, but does not change those
 * that are older than this rule (guide/service/nlb of kubernetes-sigs.github.io/aws-load-balancer-controller): without a scheme it may be
 * either. The provider in the cloud controller manager ignores the scheme. Undefined where the controller is not named.
 */
function ofAwsController({
  annotations,
  loadBalancerClass,
}: ServiceRecord): 'internal' | 'unknown' | undefined | 'public' {
  const named =
    /^(external|nlb-ip)$/.test(annotations[`${AWS}-type`] ?? '') ||
    /^(service\.k8s\.aws|eks\.amazonaws\.com)\/nlb$/.test(loadBalancerClass ?? '');
  if (!named) return undefined;
  const scheme = annotations[`${AWS}-scheme`];
  if (scheme !== undefined)
    return scheme === 'internal' ? 'internal' : scheme === 'internet-facing' ? 'public' : 'unknown';
  const legacy = annotations[`${AWS}-internal`];
  if (legacy === undefined) return 'unknown';
  return /^(?:1|t|true)$/i.test(legacy) ? 'internal' : 'unknown';
}

/** By its addresses; where those are names, by the requested scheme and the names of the AWS controller. */
export function ingressReach({ loadBalancer = [], annotations }: IngressRecord): EntryPoint['reach'] {
  if (loadBalancer.length === 0) return 'unknown';
  const reach = reachOf(loadBalancer);
  if (reach !== 'unknown') return reach;
  if (loadBalancer.every(isInternalName)) return 'internal';
  if (loadBalancer.some((name) => CLASSIC.test(name) && !isInternalName(name))) return 'public';
  return annotations['alb.ingress.kubernetes.io/scheme'] === 'internet-facing' ? 'public' : 'unknown';
}

/** AWS puts `internal-` before the names of internal load balancers, and reserves that prefix; desktop clusters set `localhost`. */
export function isInternalName(name: string): boolean {
  return INTERNAL.test(name) || name === LOCALHOST;
}

const INTERNAL = /^internal-.*\.elb\.(?:[a-z\d-]+\.)?amazonaws\.com(?:\.cn)?\.?$/i;

/** Names that are not in public DNS; their addresses cannot be derived from them. */
export function isPrivateName(name: string): boolean {
  return !name.includes('.') || /\.(internal|local|localdomain|lan|corp|home\.arpa)\.?$/i.test(name);
}
