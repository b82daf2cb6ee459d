import { see, change, command } from '../../shared/requirement.ts';
import { cloudAuthorizers } from '../../data/cloud-authorizers.ts';
import type { ClusterFacts, ControlPlaneFacts, Grant } from '../../model/types.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { listed, observed } from './objects.ts';

/** The subject of a grant as an object of a verdict. */
export function subjectRef({ subject: { kind, name, namespace } }: Grant): ObjectRef {
  return { kind, ...(namespace !== undefined && { namespace }), name };
}

/** Anonymous requests, by user or by group. */
export function isAnonymous({ subject: { kind, name } }: Grant): boolean {
  return (
    (kind === 'User' && name === 'system:anonymous') ||
    (kind === 'Group' && name === 'system:unauthenticated')
  );
}

/** All authenticated users; on OpenShift those of its own OAuth login. */
export function isLoggedIn({ subject: { kind, name } }: Grant): boolean {
  return kind === 'Group' && (name === 'system:authenticated' || name === 'system:authenticated:oauth');
}

/** Groups that contain all authenticated users, or all ServiceAccounts. */
export function isEveryUser(grant: Grant): boolean {
  return (
    isLoggedIn(grant) || (grant.subject.kind === 'Group' && grant.subject.name === 'system:serviceaccounts')
  );
}

/** Authorizers whose rules are visible: RBAC, the Node authorizer, and those that only deny. */
const PLAIN: ReadonlySet<string> = new Set(['RBAC', 'Node', 'AlwaysDeny', 'Scope', 'SystemMasters']);

/** The inputs for a pass on role bindings. */
export interface AuthorizerParts {
  controlPlane: ControlPlaneFacts;
  cluster: ClusterFacts;
}

/**
 * A pass on role bindings, where all authorizers are known and bindings decide: with AlwaysAllow, or without RBAC among the authorizers,
 * every request is allowed regardless of bindings; what a webhook allows in addition is in no object; and where the authorizers are
 * unknown, so is what else is allowed. That reason is the same for all checks, so it is reported once.
 */
export function passOnBindings(
  { controlPlane: { apiServer }, cluster }: AuthorizerParts,
  message: string,
  evidence: readonly Evidence[],
): Finding {
  const { authorizers, authorization } = apiServer;
  if (authorizers.known) {
    const modes = authorizers.value;
    const complete = authorizers.evidence.every(({ source }) => source !== 'metrics');
    const open = modes.includes('AlwaysAllow');
    if (open || (complete && !modes.includes('RBAC') && !modes.includes('config')))
      return {
        verdict: 'unknown',
        message: `role bindings have no effect: ${open ? 'AlwaysAllow authorizes every request' : `authorization modes are ${modes.join(', ')}`}`,
        requires: [change('enable RBAC authorization (see api-server/authorization-mode)')],
        evidence: authorizers.evidence,
      };
  }
  const bindings = observed('role bindings', message);
  // One server with another authorizer is enough, regardless of the others.
  const requesting = authorization.servers.filter(({ modes }) => modes.some((mode) => !PLAIN.has(mode)));
  const { distribution } = cluster;
  const cloud = distribution.known ? cloudAuthorizers[distribution.value.id] : undefined;
  if (cloud && distribution.known && (requesting.length > 0 || authorization.beside))
    return {
      verdict: 'unknown',
      message: `role bindings are not the only source of permissions: ${cloud.who}`,
      requires: [see(cloud.look)],
      evidence: [...distribution.evidence, bindings, ...evidence],
    };
  if (requesting.length > 0) {
    const others = new Set(requesting.flatMap(({ modes }) => modes.filter((mode) => !PLAIN.has(mode))));
    return {
      verdict: 'unknown',
      message: `by role bindings, ${message}; permissions granted by ${listed([...others])} are not observable`,
      requires: [command('kubectl auth can-i --list --as NAME', { before: 'check single subjects: ' })],
      evidence: [...requesting.flatMap((server) => server.evidence), ...evidence],
    };
  }
  if (authorization.beside) {
    const file = apiServer.flag('authorization-config');
    const named = file.known ? file.observations.filter(({ value }) => value !== '') : [];
    const { reason, requires } = authorization.beside;
    return {
      verdict: 'unknown',
      message: `permissions from sources other than role bindings are unknown: ${reason}`,
      requires: [...requires],
      evidence: [...named.map((observation) => observation.evidence), bindings, ...evidence],
    };
  }
  return { verdict: 'pass', message, evidence };
}
