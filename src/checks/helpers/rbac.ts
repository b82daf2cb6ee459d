import type { ControlPlaneFacts, Grant } from '../../model/types.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';

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

/**
 * A pass on role bindings, unless bindings decide nothing: with AlwaysAllow, or without RBAC among the authorizers, everybody
 * may do everything whatever they say.
 */
export function passOnBindings(
  { apiServer: { authorizers } }: ControlPlaneFacts,
  message: string,
  evidence: readonly Evidence[],
): Finding {
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
  return { verdict: 'pass', message, evidence };
}
