import { list } from '../../shared/requirement.ts';
import type { Request } from '../../model/requests.ts';
import { allows, namesAllowed } from '../../model/rbac.ts';
import type { Grant, PodFacts, RbacFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { asOperators } from '../helpers/operator-needs.ts';
import { isFail, oneEach } from '../helpers/merge.ts';
import type { NamedPermissions } from '../helpers/targets.ts';
import { sessionsByGet } from '../helpers/pod-sessions.ts';
import { evaluatePermission } from '../helpers/permissions.ts';
import type { UnknownReason } from '../../shared/evidence.ts';

interface Access {
  resource: string;
  /** Words that follow `may`. */
  may: string;
  /** The same, before the name of one pod. */
  one: string;
  verbs: readonly string[];
  severity: Severity;
}

/** Each of these gives access to running pods; worst first. */
const ACCESS: readonly Access[] = [
  {
    resource: 'pods/exec',
    may: 'run commands in all Pods',
    one: 'run commands in Pod',
    verbs: ['create'],
    severity: 'high',
  },
  {
    resource: 'pods/attach',
    may: 'attach to all containers',
    one: 'attach to Pod',
    verbs: ['create'],
    severity: 'high',
  },
  {
    resource: 'pods/ephemeralcontainers',
    may: 'add ephemeral containers to all Pods',
    one: 'add ephemeral containers to Pod',
    verbs: ['update', 'patch'],
    severity: 'high',
  },
  {
    resource: 'pods',
    may: 'replace the images of all Pods',
    one: 'replace the images of Pod',
    verbs: ['update', 'patch'],
    severity: 'high',
  },
  {
    resource: 'pods/portforward',
    may: 'forward ports of all Pods',
    one: 'forward ports of Pod',
    verbs: ['create'],
    severity: 'medium',
  },
];

/** Connections that a WebSocket opens as well: its handshake is a GET. */
const SESSIONS: readonly Access[] = ACCESS.filter(({ verbs }) => verbs.includes('create')).map((access) => ({
  ...access,
  verbs: ['get'],
}));

export default defineCheck({
  id: 'identities/pod-exec',
  title: 'Exec, attach or port-forward permitted in all Pods',
  control: 'Cluster-wide exec, attach and port-forward',
  severity: 'high',
  why: 'With exec, attach or ephemeral containers in all namespaces, an attacker controls every workload and its ServiceAccount, including kube-system. Port-forward exposes ports that no Service publishes.',
  remediation:
    'Grant `pods/exec`, `pods/attach`, `pods/ephemeralcontainers` and `pods/portforward` with a RoleBinding in the affected namespace only. Remove the binding after debugging.',
  references: ['T1609', 'K02', 'rbac-good-practices'],
  peerChecks: [217, 218, 219, 230],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust', 'pods'],
  *run(given): Iterable<Finding> {
    const parts = { ...given, rbac: reaching(given.rbac) };
    const byGet = sessionsByGet(parts);
    const sure = byGet.known && byGet.value ? [...ACCESS, ...SESSIONS] : ACCESS;
    const found = oneEach([
      ...evaluated(parts, sure, sessionsIn(parts.pods)),
      ...(byGet.known
        ? []
        : evaluated(parts, SESSIONS, sessionsIn(parts.pods)).flatMap((finding) =>
            asUncertain(finding, { ...byGet, reason: `with the verb get only: ${byGet.reason}` }),
          )),
      ...(parts.pods.complete ? [] : inUncollectedPods(parts, sure)),
    ]);
    yield* found.length > 0
      ? asOperators(found, given.rbac.grants, parts, needOf)
      : evaluatePermission(parts, {
          requests: sure.flatMap(requestsOf),
          reach: 'system',
          may: 'use exec, attach, ephemeralcontainers or portforward of all Pods',
          severity: 'high',
        });
  },
});

/** Operators that change Pods do not need sessions in them. */
function needOf(grants: readonly Grant[]): string {
  const requests = ACCESS.filter(({ resource }) => resource.startsWith('pods/')).flatMap(requestsOf);
  const sessions = grants.some(
    ({ namespace, rules }) =>
      (namespace === undefined || namespace === 'kube-system') &&
      requests.some((request) => allows(rules, request)),
  );
  return sessions ? 'pod-exec' : 'pod-changes';
}

/** Without the irrelevant grants, which are nearly all, because each question iterates over all grants. */
function reaching(rbac: RbacFacts): RbacFacts {
  const requests = [...ACCESS, ...SESSIONS].flatMap(requestsOf);
  const byRole = new Map<Grant['rules'], boolean>();
  const concerns = (rules: Grant['rules']): boolean => {
    const is =
      byRole.get(rules) ??
      requests.some((request) => allows(rules, request) || namesAllowed(rules, request).length > 0);
    byRole.set(rules, is);
    return is;
  };
  const grants = rbac.grants.filter(
    ({ namespace, rules }) => (namespace === undefined || namespace === 'kube-system') && concerns(rules),
  );
  return { ...rbac, grants };
}

/** Turns fails into unknowns, while it is unknown whether the permission is sufficient. */
function asUncertain(finding: Finding, { reason, requires }: UnknownReason): Finding[] {
  if (!isFail(finding)) return [];
  const { at, message, evidence } = finding;
  return [{ verdict: 'unknown', ...(at && { at }), message: `${message}, ${reason}`, requires, evidence }];
}

type Parts = Pick<CheckParts, 'rbac' | 'controlPlane' | 'cluster' | 'trust' | 'pods'>;

/** The verdicts for each access separately; `named` returns the permissions for sessions in single pods. */
function evaluated(
  parts: Parts,
  accesses: readonly Access[],
  named: (access: Access) => NamedPermissions,
): Finding[] {
  return accesses.flatMap((access) => [
    ...evaluatePermission(parts, {
      requests: requestsOf(access),
      reach: 'system',
      may: `${access.may} (${access.resource})`,
      severity: access.severity,
      named: named(access),
    }),
  ]);
}

/**
 * Sessions in single pods of kube-system, which contain the control plane's credentials. resourceNames of other pods are a
 * sufficient limit.
 */
function sessionsIn({ byNamespace }: PodFacts): (access: Access) => NamedPermissions {
  const system = new Set((byNamespace.get('kube-system') ?? []).map(({ name }) => name));
  return byName((name) => system.has(name));
}

/** Where the list of pods is incomplete, each name may be that of a pod in kube-system. */
function inUncollectedPods(parts: Parts, accesses: readonly Access[]): Finding[] {
  return evaluated(
    parts,
    accesses,
    byName(() => true),
  ).flatMap((finding) =>
    asUncertain(finding, {
      reason: 'unknown whether this Pod is in kube-system: the Pod list is incomplete',
      requires: [list('pods')],
    }),
  );
}

function byName(counts: (name: string) => boolean): (access: Access) => NamedPermissions {
  return (access) => (grants) =>
    grants
      .filter(({ namespace }) => namespace === undefined || namespace === 'kube-system')
      .flatMap((grant) =>
        [...new Set(requestsOf(access).flatMap((request) => namesAllowed(grant.rules, request)))]
          .filter(counts)
          .map((name) => ({
            may: `${access.one} ${name} (${access.resource})`,
            leads: true,
            grants: [grant],
          })),
      );
}

function requestsOf({ verbs, resource }: Access): Request[] {
  return verbs.map((verb) => ({ verb, group: '', resource }));
}
