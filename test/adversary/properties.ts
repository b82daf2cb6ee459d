import type { Verdict, VerdictKind } from '../../src/result/types.ts';
import { SEVERITIES } from '../../src/result/types.ts';
import type { Attempt } from './attempt.ts';
import { objectOf } from './evaluate.ts';

/** The worst verdict of each check on each object. */
type Evaluated = ReadonlyMap<string, { verdict: VerdictKind; severity: string; verdicts: Verdict[] }>;

const ORDER: readonly VerdictKind[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable'];

function evaluated(verdicts: readonly Verdict[]): Evaluated {
  const worst = new Map<string, { verdict: VerdictKind; severity: string; verdicts: Verdict[] }>();
  for (const verdict of verdicts) {
    const key = `${verdict.check} ${objectOf(verdict)}`;
    const before = worst.get(key);
    if (!before) {
      worst.set(key, { verdict: verdict.verdict, severity: verdict.severity, verdicts: [verdict] });
      continue;
    }
    before.verdicts.push(verdict);
    if (ORDER.indexOf(verdict.verdict) < ORDER.indexOf(before.verdict)) {
      before.verdict = verdict.verdict;
      before.severity = verdict.severity;
    } else if (verdict.verdict === before.verdict && worse(verdict.severity, before.severity))
      before.severity = verdict.severity;
  }
  return worst;
}

function worse(a: string, b: string): boolean {
  return SEVERITIES.indexOf(a as never) < SEVERITIES.indexOf(b as never);
}

const GOOD: ReadonlySet<VerdictKind> = new Set(['pass', 'not-applicable']);

/** Namespaces that a verdict is about; `` for the cluster. */
function placeOf({ object }: Verdict): string {
  return object?.kind === 'Namespace' ? object.name : (object?.namespace ?? '');
}

/**
 * The namespaces that a verdict is about: that of its object; of a verdict about the cluster, those that its evidence names. Empty for any
 * other verdict about the cluster.
 */
function placesOf(verdict: Verdict): string[] {
  const place = placeOf(verdict);
  if (place !== '' || verdict.object) return place === '' ? [] : [place];
  return verdict.evidence.flatMap(({ location }) => /^namespace (\S+)$/.exec(location)?.[1] ?? []);
}

/** Whether everything that the verdict is about is in these namespaces. */
function isWithin(own: ReadonlySet<string>, verdict: Verdict): boolean {
  const places = placesOf(verdict);
  return places.length > 0 && places.every((place) => own.has(place));
}

/**
 * Losses that an attempt must not cause: for a tenant, removed risks and unknowns and lower severities outside its
 * namespaces; for the network, unknowns that became passes, and new fails.
 */
export function losses(attempt: Attempt, before: readonly Verdict[], after: readonly Verdict[]): string[] {
  if (attempt.player === 'tenant') return byTenant(namespacesOf(attempt), before, after);
  return attempt.player === 'network' && attempt.objects === undefined && attempt.without === undefined
    ? byNetwork(before, after)
    : [];
}

function namespacesOf({ objects = '' }: Attempt): ReadonlySet<string> {
  return new Set([...objects.matchAll(/\bnamespace: *['"]?([a-z0-9-]+)/g)].map(([, name = '']) => name));
}

/** Removed risks, resolved unknowns, and lower severities, outside these namespaces. */
export function byTenant(
  own: ReadonlySet<string>,
  before: readonly Verdict[],
  after: readonly Verdict[],
): string[] {
  const now = evaluated(after);
  return [...evaluated(before)].flatMap(([key, was]) => {
    const [first] = was.verdicts;
    if (!first || was.verdicts.every((verdict) => isWithin(own, verdict))) return [];
    const is = now.get(key);
    if (was.verdict === 'fail') {
      if (!is) return [`${key}: the risk is gone`];
      if (is.verdict !== 'fail' && is.verdict !== 'error') return [`${key}: fail became ${is.verdict}`];
      return worse(was.severity, is.severity) ? [`${key}: ${was.severity} became ${is.severity}`] : [];
    }
    return was.verdict === 'unknown' && is && GOOD.has(is.verdict)
      ? [`${key}: unknown became ${is.verdict}`]
      : [];
  });
}

/** New passes. */
export function newPasses(before: readonly Verdict[], after: readonly Verdict[]): string[] {
  const was = evaluated(before);
  return [...evaluated(after)].flatMap(([key, { verdict }]) => {
    const then = was.get(key)?.verdict;
    return verdict === 'pass' && then !== 'pass' && then !== 'not-applicable'
      ? [`${key}: ${then ?? 'nothing'} became pass`]
      : [];
  });
}

/** New passes and new fails with fewer observations. By check: an object may no longer be observed. */
export function byNetwork(before: readonly Verdict[], after: readonly Verdict[]): string[] {
  const was = evaluated(before);
  return [...evaluated(after)].flatMap(([key, is]) => {
    const then = was.get(key)?.verdict;
    if (is.verdict === 'pass' && then !== 'pass') return [`${key}: ${then ?? 'nothing'} became pass`];
    if (is.verdict === 'not-applicable' && (then === 'fail' || then === 'unknown'))
      return [`${key}: ${then} became not-applicable`];
    return is.verdict === 'fail' && then !== 'fail' ? [`${key}: ${then ?? 'nothing'} became fail`] : [];
  });
}

interface Added {
  kind: string;
  name: string;
  namespace: string;
}

/** What another Pod of the namespace may correct: what was about the absence of such Pods, or about all of them together. */
const BY_PODS =
  /^(?:namespaces\/(?:empty|pod-security-level-low)|network\/(?:policy-selects-nothing|peer-selects-nothing|named-port-missing|policy-on-host-network|egress-unrestricted)|exposure\/(?:service-without-endpoints|target-port-missing|single-endpoint)|storage\/claim-unused)$/;

const BY_POLICIES = /^network\/(?!service-external-ips|policies-unenforced|cilium-endpoint-stale)/;

/** Kinds that are a remedy, and the checks of their namespace that they may satisfy. */
const REMEDIES: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    ['Pod', 'Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob'].map((kind) => [
      kind,
      BY_PODS,
    ]),
  ),
  NetworkPolicy: BY_POLICIES,
  CiliumNetworkPolicy: BY_POLICIES,
  PodDisruptionBudget: /budget|drain/,
  // A token with permissions for its account is not unneeded.
  RoleBinding: /^identities\/token-unneeded$/,
  Service: /^(?:namespaces\/empty|exposure\/(?:ingress|gateway)-backend-missing)$/,
  EndpointSlice: /^exposure\/(?:service-without-endpoints|single-endpoint)$/,
  PersistentVolumeClaim: /^namespaces\/empty$/,
  ResourceQuota: /^namespaces\/resource-quota-missing$/,
  Secret: /^exposure\/ingress-certificate-missing$/,
  LimitRange: /^namespaces\/limit-range-missing$/,
};

/** Inside the namespaces of the objects: the risks of other objects stay, except for those that one of the objects remedies. */
export function withinNamespace(
  objects: readonly object[],
  before: readonly Verdict[],
  after: readonly Verdict[],
): string[] {
  const added = objects.map((object): Added => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace: string } };
    return { kind, name: metadata.name, namespace: metadata.namespace };
  });
  const own = new Set(added.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`));
  const spaces = new Set(added.map(({ namespace }) => namespace));
  const now = evaluated(after);
  return [...evaluated(before)].flatMap(([key, was]) => {
    const [first] = was.verdicts;
    if (!first || was.verdict !== 'fail' || !isWithin(spaces, first) || own.has(objectOf(first))) return [];
    const remedied = added.some(
      ({ kind, namespace }) => placesOf(first).includes(namespace) && REMEDIES[kind]?.test(first.check),
    );
    const is = now.get(key);
    return remedied || is?.verdict === 'fail' || is?.verdict === 'error'
      ? []
      : [`${key}: the risk is gone by what stands beside it`];
  });
}
