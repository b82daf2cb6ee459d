import type { ControlPlaneFacts, Grant } from '../../model/types.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { listed } from './objects.ts';

/** The subject of a grant as an object of a verdict. */
export function subjectRef({ subject: { kind, name, namespace } }: Grant): ObjectRef {
  return { kind, ...(namespace !== undefined && { namespace }), name };
}

/** Requests without credentials, by user or by group. */
export function isAnonymous({ subject: { kind, name } }: Grant): boolean {
  return (
    (kind === 'User' && name === 'system:anonymous') ||
    (kind === 'Group' && name === 'system:unauthenticated')
  );
}

/** Everybody who can log in; on OpenShift by its own login. */
export function isLoggedIn({ subject: { kind, name } }: Grant): boolean {
  return kind === 'Group' && (name === 'system:authenticated' || name === 'system:authenticated:oauth');
}

/** Groups that everybody who can log in, or every workload, is in. */
export function isEverybody(grant: Grant): boolean {
  return (
    isLoggedIn(grant) || (grant.subject.kind === 'Group' && grant.subject.name === 'system:serviceaccounts')
  );
}

/** Authorizers that allow nothing that nobody can see: RBAC, the rules of nodes, and those that only ever refuse. */
const PLAIN: ReadonlySet<string> = new Set(['RBAC', 'Node', 'AlwaysDeny', 'Scope', 'SystemMasters']);

/**
 * A pass on role bindings, unless bindings do not decide: with AlwaysAllow, or without RBAC among the authorizers, everybody
 * may do everything whatever they say; and what a webhook allows beside them stands in no object.
 */
export function passOnBindings(
  { apiServer }: ControlPlaneFacts,
  message: string,
  evidence: readonly Evidence[],
): Finding {
  const { authorizers, authorization } = apiServer;
  const file = apiServer.flag('authorization-config');
  const named = file.known ? file.sightings.filter(({ value }) => value !== '') : [];
  if (!authorizers.known && named.length > 0)
    return {
      verdict: 'unknown',
      message: `by role bindings ${message}; what else may allow requests is not known: ${authorizers.reason}`,
      settle: [...authorizers.settle],
      evidence: [...named.map((sighting) => sighting.evidence), ...evidence],
    };
  if (authorizers.known) {
    const modes = authorizers.value;
    const complete = authorizers.evidence.every(({ witness }) => witness !== 'metrics');
    const open = modes.includes('AlwaysAllow');
    if (open || (complete && !modes.includes('RBAC') && !modes.includes('config')))
      return {
        verdict: 'unknown',
        message: `role bindings decide nothing here: ${open ? 'every request is allowed (AlwaysAllow)' : `requests are authorised by ${modes.join(', ')}`}`,
        settle: ['authorise by RBAC (see api-server/authorization-mode)'],
        evidence: authorizers.evidence,
      };
  }
  // One server that asks somebody else is enough, whatever the others do.
  const asking = authorization.servers.filter(({ modes }) => modes.some((mode) => !PLAIN.has(mode)));
  if (asking.length > 0) {
    const others = new Set(asking.flatMap(({ modes }) => modes.filter((mode) => !PLAIN.has(mode))));
    return {
      verdict: 'unknown',
      message: `by role bindings ${message}; what ${listed([...others])} allows beside RBAC cannot be seen`,
      settle: ['ask for single subjects: kubectl auth can-i --list --as NAME'],
      evidence: [...asking.flatMap((server) => server.evidence), ...evidence],
    };
  }
  return { verdict: 'pass', message, evidence };
}
